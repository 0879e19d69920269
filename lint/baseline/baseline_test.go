package baseline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
)

// inDir makes an empty directory the working directory.
func inDir(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
		t.Fatal(err)
	}
}

// nameOf is a fingerprint for a test's name of a finding.
func nameOf(name string) string { return fmt.Sprintf("%032x", name) }

// result makes a result of findings such as "dangling:a" or, if it stands for
// several places, "dangling:a,b".
func result(path string, findings ...string) *lint.Result {
	r := &lint.Result{Path: path}
	for _, f := range findings {
		rule, places, _ := strings.Cut(f, ":")
		d := lint.Diagnostic{Rule: rule, Message: f, Fingerprint: nameOf(places)}
		if all := strings.Split(places, ","); len(all) > 1 {
			for _, p := range all {
				d.Places = append(d.Places, nameOf(p))
			}
		}
		r.Findings = append(r.Findings, d)
	}
	return r
}

// baseline records results and writes them to a file.
func baseline(t *testing.T, name string, results ...*lint.Result) *Baseline {
	t.Helper()
	b, err := New(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		b.Record(r, nil)
	}
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	return reread(t, name)
}

func reread(t *testing.T, name string) *Baseline {
	t.Helper()
	b, err := Read(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// messages lists what is left of a result.
func messages(r *lint.Result) []string {
	var list []string
	for _, d := range r.Findings {
		list = append(list, d.Message)
	}
	return list
}

func checkList(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s %q, want %q", what, got, want)
	}
}

// apply applies a baseline to a result of findings and checks what is left.
func apply(t *testing.T, b *Baseline, r *lint.Result, want ...string) {
	t.Helper()
	n := len(r.Findings)
	dropped := b.Apply(r, nil)
	checkList(t, r.Path+": left", messages(r), want...)
	if dropped != n-len(want) {
		t.Errorf("%s: %d dropped of %d", r.Path, dropped, n)
	}
}

// names lists entries as path:rule:place.
func names(entries []Entry) []string {
	var list []string
	for _, e := range entries {
		var place []byte
		fmt.Sscanf(strings.TrimLeft(e.Fingerprint, "0"), "%x", &place)
		list = append(list, e.Path+":"+e.Rule+":"+string(place))
	}
	return list
}

func TestApply(t *testing.T) {
	inDir(t)
	write(t, "a.md", "")
	write(t, "b.md", "")
	b := baseline(t, DefaultName, result("a.md", "uncited:1", "uncited:2", "dangling:3,4,5"), result("b.md", "uncited:1"))
	apply(t, b, result("a.md", "uncited:1", "uncited:2", "dangling:3,4,5"))
	apply(t, b, result("b.md", "uncited:1", "uncited:2"), "uncited:2") // known in another article only
	apply(t, b, result("c.md", "uncited:1"), "uncited:1")
	checkList(t, "stale", names(b.Stale()))

	b = reread(t, DefaultName)
	apply(t, b, result("a.md", "dangling:3,5", "uncited:6", "uncited:2"), "uncited:6") // 1 was replaced by 6
	checkList(t, "stale", names(b.Stale()), "a.md:dangling:4", "a.md:uncited:1")
	apply(t, b, &lint.Result{Path: "b.md", Err: errors.New("unreadable")})
	checkList(t, "stale", names(b.Stale()), "a.md:dangling:4", "a.md:uncited:1")

	b = reread(t, DefaultName)
	apply(t, b, result("a.md", "uncited:1", "uncited:2", "dangling:3,31,4,5"), "dangling:3,31,4,5") // one place more
	checkList(t, "stale", names(b.Stale()))
}

// TestApplySome checks with some of the rules only.
func TestApplySome(t *testing.T) {
	inDir(t)
	write(t, "a.md", "")
	b := baseline(t, DefaultName, result("a.md", "uncited:1", "dangling:2"))
	b.Apply(result("a.md"), func(rule string) bool { return rule == "dangling" })
	checkList(t, "stale", names(b.Stale()), "a.md:dangling:2")
}

func TestKnows(t *testing.T) {
	inDir(t)
	b := baseline(t, "b.jsonl", result("a.md", "dangling:1", "dangling:2"))
	both := lint.Diagnostic{Places: []string{nameOf("1"), nameOf("2")}}
	more := lint.Diagnostic{Places: []string{nameOf("1"), nameOf("3")}}
	if !b.Knows("a.md", &both) || b.Knows("a.md", &more) || b.Knows("b.md", &both) {
		t.Error("a finding is known if all its places are, of its article")
	}
}

func TestPrune(t *testing.T) {
	inDir(t)
	write(t, "a.md", "")
	write(t, "unchecked.md", "")
	b := baseline(t, DefaultName, result("a.md", "uncited:1", "uncited:2"), result("unchecked.md", "uncited:3"), result("gone.md", "uncited:4"), result("odd\xff.md", "uncited:5"))
	apply(t, b, result("a.md", "uncited:2"))
	checkList(t, "pruned", names(b.Prune()), "a.md:uncited:1", "gone.md:uncited:4")
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	checkList(t, "left", names(reread(t, DefaultName).Entries()), "a.md:uncited:2", "odd\ufffd.md:uncited:5", "unchecked.md:uncited:3")
}

// TestRecord writes a baseline anew for one of its articles.
func TestRecord(t *testing.T) {
	inDir(t)
	write(t, "a.md", "")
	write(t, "b.md", "")
	b := baseline(t, DefaultName, result("a.md", "uncited:1", "off:2"), result("b.md", "uncited:3"))
	b.Record(result("a.md", "uncited:4"), func(rule string) bool { return rule != "off" })
	b.Record(&lint.Result{Path: "b.md", Err: errors.New("unreadable")}, nil)
	checkList(t, "pruned", names(b.Prune()), "a.md:uncited:1")
	checkList(t, "left", names(b.Entries()), "a.md:off:2", "a.md:uncited:4", "b.md:uncited:3")
}

// TestPaths runs in another directory than the baseline is in.
func TestPaths(t *testing.T) {
	dir := inDir(t)
	write(t, "drafts/a b.md", "")
	write(t, "odd\xff\xfe.md", "")
	write(t, "etc/other", "")
	baseline(t, "etc/base.jsonl", result("drafts/a b.md", "uncited:1"), result("odd\xff\xfe.md", "uncited:2"), result("/elsewhere/x.md", "uncited:3"))
	t.Chdir("drafts")
	b := reread(t, "../etc/base.jsonl")
	entries := names(b.Entries())
	checkList(t, "entries", entries[len(entries)-2:], "../drafts/a b.md:uncited:1", "../odd\ufffd.md:uncited:2")
	apply(t, b, result("a b.md", "uncited:1"))
	apply(t, b, result("../odd\xff\xfe.md", "uncited:2"))
	apply(t, b, result(filepath.ToSlash(filepath.Join(dir, "drafts", "a b.md")), "uncited:1"))
	apply(t, b, result("/elsewhere/x.md", "uncited:3"))
}

func TestWrite(t *testing.T) {
	inDir(t)
	baseline(t, DefaultName,
		result("b.md", "uncited:2", "uncited:1", "dangling:3,4", "uncited:1"), result("a \"b\".md", "uncited:<5> & \n"), result("B.md", "uncited:6"))
	got, err := os.ReadFile(DefaultName)
	if err != nil {
		t.Fatal(err)
	}
	line := func(path, rule, message, places string) string {
		return `{"path":"` + path + `","rule":"` + rule + `","message":"` + message + `","fingerprint":"` + nameOf(places) + `"}` + "\n"
	}
	want := line("B.md", "uncited", "uncited:6", "6") + line(`a \"b\".md`, "uncited", `uncited:<5> & \n`, "<5> & \n") +
		line("b.md", "dangling", "dangling:3,4", "3") + line("b.md", "dangling", "dangling:3,4", "4") +
		line("b.md", "uncited", "uncited:1", "1") + line("b.md", "uncited", "uncited:2", "2")
	if string(got) != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestWriteReplaces keeps the permissions of the file and touches nothing that a
// link points to; what fails leaves nothing behind.
func TestWriteReplaces(t *testing.T) {
	dir := inDir(t)
	write(t, DefaultName, "")
	if err := os.Chmod(DefaultName, 0o640); err != nil {
		t.Fatal(err)
	}
	baseline(t, DefaultName, result("a.md", "uncited:1"))
	if info, err := os.Stat(DefaultName); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, error %v", info.Mode(), err)
	}

	write(t, "target", "untouched")
	if err := os.Symlink("target", "link.jsonl"); err != nil {
		t.Fatal(err)
	}
	_, err := Read("link.jsonl")
	checkError(t, err, "link.jsonl: a symbolic link, not a baseline: name the file that it points to")
	baseline(t, "link.jsonl", result("a.md", "uncited:1"))
	if text, err := os.ReadFile("target"); err != nil || string(text) != "untouched" {
		t.Errorf("the link's target: %q, error %v", text, err)
	}

	if err := os.MkdirAll("folder/x", 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"folder", "none/base.jsonl"} {
		b, err := New(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Write(); err == nil {
			t.Errorf("%s was written", name)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 4 {
		t.Errorf("%v, error %v", entries, err)
	}
}

func checkError(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || err.Error() != want {
		t.Errorf("error %v\nwant  %s", err, want)
	}
}

func TestReadErrors(t *testing.T) {
	inDir(t)
	const good = `{"path":"a.md","rule":"uncited","message":"m","fingerprint":"00112233445566778899aabbccddeeff"}`
	tests := map[string]string{
		good + "\nx":                             "2: not a JSON object: invalid character 'x' looking for beginning of value",
		"[]":                                     "1: want a JSON object, got array",
		`"a"`:                                    "1: want a JSON object, got string",
		good + good:                              "1: more than one JSON object in a line",
		good + "]":                               "1: more than one JSON object in a line",
		good[:20]:                                "1: not a JSON object: cut short",
		`{"path":1}`:                             "1: path: want a string, got number",
		`{"rulle":1}`:                            `1: unknown field "rulle", did you mean rule?`,
		`{"line":1}`:                             `1: unknown field "line"`,
		"null":                                   "1: no path",
		"{}":                                     "1: no path",
		strings.Replace(good, "a.md", "", 1):     "1: no path",
		strings.Replace(good, "uncited", "", 1):  "1: no rule",
		strings.Replace(good, "00112", "", 1):    `1: fingerprint "233445566778899aabbccddeeff": want 32 hexadecimal digits in lower case`,
		strings.Replace(good, "aabb", "AABB", 1): `1: fingerprint "00112233445566778899AABBccddeeff": want 32 hexadecimal digits in lower case`,
		"\n\n<<<<<<< HEAD\n" + good:              "3: a conflict of a merge: keep the lines of both sides, or write the baseline anew",
		good + "\n=======\n":                     "2: a conflict of a merge: keep the lines of both sides, or write the baseline anew",
		good + "\n" + strings.Repeat(" ", 1<<20): "2: a line of more than 1048576 bytes",
	}
	for text, want := range tests {
		write(t, "base", text)
		_, err := Read("base")
		checkError(t, err, "base:"+want)
	}
	write(t, "base", "\ufeff"+good+"\r\n\n"+good+"\n"+good)
	if got := names(reread(t, "base").Entries()); len(got) != 1 {
		t.Errorf("entries %q", got)
	}
	_, err := Read("none")
	if !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), "none: no such baseline: write it first with --write-baseline") {
		t.Errorf("error %v", err)
	}
	_, err = Read(".")
	checkError(t, err, ".: not a file")
}

// FuzzRead checks that what can be read can be written and read again, and that
// then it is as it was.
func FuzzRead(f *testing.F) {
	f.Add(`{"path":"a.md","rule":"uncited","message":"m","fingerprint":"00112233445566778899aabbccddeeff"}` + "\n")
	f.Add("\n{}\n<<<<<<<\n")
	f.Add(`{"path":"\ud800","rule":"\u0000","message":"` + "\xff" + `","fingerprint":"00112233445566778899aabbccddeeff"}`)
	f.Fuzz(func(t *testing.T, text string) {
		entries, err := decode(strings.NewReader(text))
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r") {
				t.Errorf("an error of several lines: %q", err)
			}
			return
		}
		var out strings.Builder
		if err := encode(&out, entries); err != nil {
			t.Fatal(err)
		}
		again, err := decode(strings.NewReader(out.String()))
		if err != nil || !slices.Equal(again, entries) {
			t.Errorf("read %q\nagain %q, error %v", entries, again, err)
		}
	})
}
