package report

import (
	"bufio"
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
	first   *ledgerPage // not yet written: it may be the only one
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

var errManyPages = errors.New("there is room for the page of one article only: for several write --output html=report.html")

func newHTML(w io.Writer, o *Options) Printer {
	return &htmlPrinter{w: bufio.NewWriter(w), options: o}
}

func (h *htmlPrinter) Print(r *lint.Result) error {
	h.totals.add(r)
	h.results++
	page := pageOf(r, h.options)
	if h.results == 1 {
		h.first = page
		return nil
	}
	if h.options.Pages == nil {
		return errManyPages
	}
	if h.results == 2 {
		if err := h.begin(); err != nil {
			return err
		}
	}
	if err := h.add(page); err != nil {
		return err
	}
	return h.w.Flush()
}

// begin begins the list, now that there is more than one article.
func (h *htmlPrinter) begin() error {
	if err := ledgerTemplate().ExecuteTemplate(h.w, "index-head", h.head(false)); err != nil {
		return err
	}
	first := h.first
	h.first = nil
	return h.add(first)
}

// add writes the page of an article and its line in the list.
func (h *htmlPrinter) add(page *ledgerPage) error {
	row := rowOf(page)
	f, link, err := h.options.Pages.Create(row.Path)
	if err != nil {
		return err
	}
	page.ledgerHead = h.head(true)
	b := bufio.NewWriter(f)
	if err := errors.Join(ledgerTemplate().ExecuteTemplate(b, "page.html", page), b.Flush(), f.Close()); err != nil {
		return err
	}
	row.Link = link
	return ledgerTemplate().ExecuteTemplate(h.w, "index-row", &row)
}

func (h *htmlPrinter) Close() error {
	if h.results == 1 {
		h.first.ledgerHead = h.head(false)
		return errors.Join(ledgerTemplate().ExecuteTemplate(h.w, "page.html", h.first), h.w.Flush())
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
	for _, limit := range h.options.Limits {
		head.Limits = append(head.Limits, visible(limit))
	}
	if many && h.options.Pages != nil {
		head.Index = h.options.Pages.Index
	}
	return head
}
