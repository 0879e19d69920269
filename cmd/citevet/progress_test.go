package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	var terminal, findings bytes.Buffer
	p := &progress{w: &terminal, on: true, shared: true, start: time.Now()}
	out := p.before(&findings)
	p.step(1, 200)
	if terminal.Len() > 0 {
		t.Errorf("short work shows %q", &terminal)
	}
	p.start = p.start.Add(-progressAfter)
	p.step(50, 200)
	if got, want := terminal.String(), clearLine+strings.Repeat("█", 6)+strings.Repeat("░", 18)+" 50 of 200 articles"; got != want {
		t.Errorf("shows %q, want %q", got, want)
	}
	terminal.Reset()
	for range 2 {
		if _, err := out.Write([]byte("found ")); err != nil {
			t.Fatal(err)
		}
	}
	if got := terminal.String(); got != clearLine || findings.String() != "found found " {
		t.Errorf("findings write %q to the terminal and are %q", got, &findings)
	}
	p.drawn = p.drawn.Add(-progressEvery)
	p.step(200, 200)
	p.hide()
	p.hide()
	if got := terminal.String(); !strings.HasSuffix(got, strings.Repeat("█", 24)+" 200 of 200 articles"+clearLine) {
		t.Errorf("ends with %q", got)
	}
}

// TestNoProgress shows nothing on what is no terminal.
func TestNoProgress(t *testing.T) {
	f, err := os.Create(t.TempDir() + "/stderr")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if newProgress(f, false).on {
		t.Error("a file has a progress bar")
	}
}
