package report

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/citevet/citevet/lint"
)

// An htmlPrinter prints the page of one article or, if there are several, a list
// of them, and each article's page into a file beside it. It keeps no page but the
// first, until it knows whether there is another.
type htmlPrinter struct {
	w       *bufio.Writer
	options *Options
	first   []byte // the page of the first article, as the only one
	listed  []byte // the same page, as one of many
	row     indexRow
	totals  totals
	results int
}

// An indexRow is an article in the list of articles.
type indexRow struct {
	Path, Title, Link string
	Failure           string
	Count             count
	Claims, Cited     int
	Sources           int
}

// Share is how much of the article's claims are cited, in percent.
func (r *indexRow) Share() int { return 100 * r.Cited / max(1, r.Claims) }

// An indexFoot is what stands below the list.
type indexFoot struct {
	ledgerHead
	Total string
}

var errManyPages = errors.New("standard output and devices have room for the page of one article: for several write --output html=report.html")

func newHTML(w io.Writer, o *Options) Printer {
	return &htmlPrinter{w: bufio.NewWriter(w), options: o}
}

func (h *htmlPrinter) Print(r *lint.Result) error {
	h.totals.add(r)
	h.results++
	if h.results == 1 {
		return h.keep(r)
	}
	if h.options.Pages == nil {
		return errManyPages
	}
	if h.results == 2 {
		if err := h.begin(); err != nil {
			return err
		}
	}
	page := pageOf(r, h.options, h.head(true))
	row := rowOf(page)
	if err := h.add(&row, func(w io.Writer) error { return ledgerTemplate().ExecuteTemplate(w, "page.html", page) }); err != nil {
		return err
	}
	return h.w.Flush()
}

// keep makes the page of the first article, which may be the only one.
func (h *htmlPrinter) keep(r *lint.Result) error {
	page := pageOf(r, h.options, h.head(false))
	h.row = rowOf(page)
	var b bytes.Buffer
	if err := ledgerTemplate().ExecuteTemplate(&b, "page.html", page); err != nil {
		return err
	}
	h.first = b.Bytes()
	if h.options.Pages == nil {
		return nil
	}
	var many bytes.Buffer
	page.ledgerHead = h.head(true)
	err := ledgerTemplate().ExecuteTemplate(&many, "page.html", page)
	h.listed = many.Bytes()
	return err
}

// begin begins the list, now that there is more than one article.
func (h *htmlPrinter) begin() error {
	if err := ledgerTemplate().ExecuteTemplate(h.w, "index-head", h.head(false)); err != nil {
		return err
	}
	page := h.listed
	h.first, h.listed = nil, nil
	return h.add(&h.row, func(w io.Writer) error {
		_, err := w.Write(page)
		return err
	})
}

// add writes the page of an article and its line in the list.
func (h *htmlPrinter) add(row *indexRow, write func(io.Writer) error) error {
	f, link, err := h.options.Pages.Create(row.Path)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	if err := errors.Join(write(b), b.Flush(), f.Close()); err != nil {
		return err
	}
	row.Link = link
	return ledgerTemplate().ExecuteTemplate(h.w, "index-row", row)
}

func (h *htmlPrinter) Close() error {
	if h.results == 1 {
		h.w.Write(h.first)
		return h.w.Flush()
	}
	if h.results == 0 {
		if err := ledgerTemplate().ExecuteTemplate(h.w, "index-head", h.head(false)); err != nil {
			return err
		}
	}
	foot := indexFoot{h.head(false), h.totals.text(newPalette(false))}
	if err := ledgerTemplate().ExecuteTemplate(h.w, "index-foot", foot); err != nil {
		return err
	}
	return h.w.Flush()
}

func rowOf(p *ledgerPage) indexRow {
	return indexRow{
		Path: p.Path, Title: p.Title, Failure: p.Failure, Count: p.Count,
		Claims: len(p.Claims), Cited: p.Cited, Sources: len(p.Sources) + len(p.Linked),
	}
}

func (h *htmlPrinter) head(many bool) ledgerHead {
	head := ledgerAssets()
	head.Version = oneLine(h.options.Version)
	if many && h.options.Pages != nil {
		head.Index = h.options.Pages.Index
	}
	return head
}
