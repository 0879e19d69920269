package runner

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

func TestReadAll(t *testing.T) {
	binary := strings.Repeat("a", binaryWindow-1) + "\x00"
	late := strings.Repeat("a", binaryWindow) + "\x00"
	failed := errors.New("failed")
	tests := []struct {
		name string
		r    io.Reader
		size int64
		want string
		err  string
	}{
		{"empty", strings.NewReader(""), 0, "", ""},
		{"of the size", strings.NewReader("abc"), 3, "abc", ""},
		{"grown", strings.NewReader(late), 3, late, ""},
		{"shrunk", strings.NewReader("abc"), 5000, "abc", ""},
		{"byte by byte", iotest.OneByteReader(strings.NewReader(late)), 0, late, ""},
		{"error with the data", iotest.DataErrReader(strings.NewReader("abc")), 3, "abc", ""},
		{"too large", strings.NewReader(strings.Repeat("a", 1<<20+1)), 3, "", "larger than 1 MB: split it"},
		{"binary", strings.NewReader(binary), 3, "", "a binary file, not an article"},
		{"short binary", strings.NewReader("GIF89a\x00"), 3, "", "a binary file, not an article"},
		{"binary, byte by byte", iotest.OneByteReader(strings.NewReader(binary)), 0, "", "a binary file, not an article"},
		{"UTF-16", strings.NewReader("\xff\xfea\x00"), 4, "\xff\xfea\x00", ""},
		{"failing", io.MultiReader(strings.NewReader("abc"), iotest.ErrReader(failed)), 3, "", "failed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := readAll(test.r, test.size, 1<<20)
			message := ""
			if err != nil {
				message = err.Error()
			}
			if string(got) != test.want || message != test.err {
				t.Errorf("got %.20q and error %q, want %.20q and %q", got, message, test.want, test.err)
			}
		})
	}
}

func TestReadTooLarge(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.md")
	if err := os.WriteFile(name, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, maxArticle+1); err != nil { // takes no room on the disk
		t.Fatal(err)
	}
	if _, err := readFile(name, maxArticle); err == nil || err.Error() != "larger than 256 MB: split it" {
		t.Errorf("error %v", err)
	}
}
