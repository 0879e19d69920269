package git

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
)

func TestBlobs(t *testing.T) {
	p := newPlace(t)
	texts := []string{"", "x", article, "no line end", "\x00binary\r\n", strings.Repeat("long\n", 100_000)}
	for i, text := range texts {
		p.write(fmt.Sprintf("%d.md", i), text)
	}
	head := p.commit()
	r := p.open()
	files, err := r.CommitFiles(t.Context(), head)
	if err != nil {
		t.Fatal(err)
	}
	blobs := r.Blobs(t.Context())
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i, text := range texts {
				checkBlob(t, blobs, files[fmt.Sprintf("%d.md", i)], text)
			}
		})
	}
	all.Wait()
	if err := blobs.Close(); err != nil {
		t.Error(err)
	}
	checkBlob(t, blobs, files["2.md"], article) // starts again
	if err := errors.Join(blobs.Close(), blobs.Close()); err != nil {
		t.Error(err)
	}
}

func TestBlobsErrors(t *testing.T) {
	p := newPlace(t)
	p.write("a.md", article)
	p.write("long.md", strings.Repeat("long\n", 1_000_000))
	head := p.commit()
	r := p.open()
	files, err := r.CommitFiles(t.Context(), head)
	if err != nil {
		t.Fatal(err)
	}
	blobs := r.Blobs(t.Context())
	defer blobs.Close()
	missing := strings.Repeat("f", 40)
	tests := []struct {
		id   string
		is   error
		want string
	}{
		{files["long.md"], ErrTooLarge, "blob " + files["long.md"] + ": larger than the limit of 1048576 bytes"},
		{missing, ErrMissing, "blob " + missing + ": not in this repository"},
		{head, nil, "git cat-file: unexpected answer \"" + head + " commit "},
		{"HEAD", nil, `"HEAD" is no id of a blob`},
		{missing[:39] + "\n", nil, `is no id of a blob`},
		{"", nil, `"" is no id of a blob`},
	}
	for _, test := range tests {
		_, err := blobs.Read(test.id, 1<<20)
		if err == nil || !strings.Contains(err.Error(), test.want) || test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%q: error %v\nwant %s", test.id, err, test.want)
		}
		checkBlob(t, blobs, files["a.md"], article)
	}
}

func TestBlobsCanceled(t *testing.T) {
	p := newPlace(t)
	p.write("a.md", article)
	p.commit()
	r := p.open()
	files, err := r.IndexFiles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	cause := errors.New("enough")
	blobs := r.Blobs(ctx)
	checkBlob(t, blobs, files["a.md"], article)
	cancel(cause)
	if err := blobs.process.cmd.Wait(); err == nil {
		t.Error("git was not killed")
	}
	for range 2 {
		if _, err := blobs.Read(files["a.md"], 1<<20); !errors.Is(err, cause) {
			t.Errorf("error %v", err)
		}
	}
	if err := blobs.Close(); err != nil {
		t.Error(err)
	}
}

// TestPartialClone does not fetch what a partial clone lacks, and says so.
func TestPartialClone(t *testing.T) {
	p := newPlace(t)
	p.git("config", "uploadpack.allowFilter", "true")
	p.write("a.md", article)
	base := p.commit()
	p.write("a.md", "# Other\n")
	p.commit()
	c := p.clone("--filter=blob:none")
	c.git("config", "remote.origin.uploadpack", c.plant()+" </dev/null")
	r := c.open()
	d, err := r.DiffCommit(t.Context(), base, r.Head)
	if err != nil {
		t.Fatal(err)
	}
	checkDiff(t, d, "modified a.md")
	blobs := r.Blobs(t.Context())
	defer blobs.Close()
	_, err = blobs.Read(d.Changes[0].Old, 1<<20)
	if !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "this clone is partial, and citevet does not fetch what it lacks: clone without --filter") {
		t.Errorf("error %v", err)
	}
	checkBlob(t, blobs, d.Changes[0].New, "# Other\n")
	c.untouched()
	c.try("cat-file", "-p", d.Changes[0].Old)
	c.touched("git cat-file")

	c.git("mv", "a.md", "b.md") // now git wants to read what it lacks
	c.write("b.md", article+"edited\n")
	c.git("add", "-A")
	_, err = r.DiffIndex(t.Context(), base, ".md")
	if err == nil || !strings.Contains(err.Error(), "clone without --filter") {
		t.Errorf("error %v", err)
	}
	c.untouched()
}
