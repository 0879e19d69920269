//go:build browser

package report_test

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
)

// The tests in this file look at ledgers in Chromium, as an editor does. They run
// with the build tag browser; .ci/browser sees to the browser, and keeps what they
// photograph in the folder that the environment variable SCREENSHOTS names.

// audit is a script that lists what makes a page hard to use for people who do not
// see it, see little, or use no mouse.
//
//go:embed ledger_audit_test.js
var audit string

// A tab is a page in the browser and what went wrong on it.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu      sync.Mutex
	trouble []string // dialogs, errors, requests to anywhere
}

// open shows a page from a file.
func open(t *testing.T, html []byte) *tab {
	t.Helper()
	name := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(name, html, 0o666); err != nil {
		t.Fatal(err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, b.watch); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate((&url.URL{Scheme: "file", Path: name}).String()))
	b.quiet()
	if t.Failed() {
		t.FailNow() // rather than wait for what will not come
	}
	return b
}

func (b *tab) watch(ev any) {
	var what string
	switch ev := ev.(type) {
	case *page.EventJavascriptDialogOpening:
		what = "a dialog: " + ev.Message
	case *runtime.EventExceptionThrown:
		what = "an exception: " + ev.ExceptionDetails.Text
		if e := ev.ExceptionDetails.Exception; e != nil {
			what += " " + e.Description
		}
	case *runtime.EventConsoleAPICalled:
		what = "the console is written to"
	case *log.EventEntryAdded:
		what = "an entry of the log: " + ev.Entry.Text
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(ev.Request.URL, "file:") {
			what = "a request: " + ev.Request.URL
		}
	}
	if what != "" {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.trouble = append(b.trouble, what)
	}
}

// quiet checks that nothing went wrong.
func (b *tab) quiet() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, what := range b.trouble {
		b.t.Error(what)
	}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// ask evaluates an expression of JavaScript.
func ask[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// is checks that an expression is true.
func (b *tab) is(expression string) {
	b.t.Helper()
	if !ask[bool](b, expression) {
		b.t.Errorf("not so: %s", expression)
	}
}

func (b *tab) press(keys string) { b.t.Helper(); b.do(chromedp.KeyEvent(keys)) }

// media makes the page believe in what a reader prefers.
func (b *tab) media(scheme string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// keep writes a picture to where the environment asks for it.
func (b *tab) keep(name string, data []byte, err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) photograph(name string) {
	b.t.Helper()
	data, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	b.keep(name+".png", data, err)
}

func openFixture(t *testing.T, name string) *tab {
	t.Helper()
	b := open(t, ledgerOf(t, check(t, name, fixtures(t)[name])))
	b.media("light")
	return b
}

const heatPumps = "report-heat-pumps.md"

func TestBrowserFilters(t *testing.T) {
	b := openFixture(t, heatPumps)
	const shown = `[...document.querySelectorAll(".card")].filter(e => e.checkVisibility()).length`
	all := ask[int](b, shown)
	if all < 10 {
		t.Fatalf("%d findings", all)
	}
	b.do(chromedp.Click("//summary[.='Filter']"))
	b.is(`document.getElementById("status").textContent === "" && document.getElementById("status").checkVisibility()`) // or nothing is read out

	b.do(chromedp.Click("//input[@value='warning']"))
	b.is(shown + ` === document.querySelectorAll(".card:not(.warning)").length`)
	b.is(`[...document.querySelectorAll("a.mark.warning")].every(e => !e.checkVisibility())`)
	b.is(`/^Showing \d+ of \d+ findings and \d+ of \d+ claims$/.test(document.getElementById("status").textContent)`)
	b.is(`document.getElementById("status").getAttribute("aria-live") === "polite"`)
	b.is(`getComputedStyle(document.querySelector(".article span.warning")).textDecorationLine === "none"`)
	b.is(`getComputedStyle(document.querySelector(".article span.error")).textDecorationLine === "underline"`)
	b.do(chromedp.Click("//button[@type='reset']"), chromedp.Sleep(50*time.Millisecond))
	b.is(fmt.Sprintf("%s === %d", shown, all))

	choose := func(name, value string) {
		ask[bool](b, fmt.Sprintf(`(() => { const s = document.querySelector("select[name=%s]"); s.value = %q;
			s.dispatchEvent(new Event("change", { bubbles: true })); return s.value === %q; })()`, name, value, value))
	}
	choose("rule", "dangling-citation")
	b.is(shown + ` === 1 && document.querySelector(".card:not([hidden])").textContent.includes("no source for [14]")`)
	choose("rule", "")
	choose("section", "8")
	b.is(`[...document.querySelectorAll(".article > .row")].filter(e => e.checkVisibility()).every(e => e.dataset.section === "8")`)
	b.is(shown + ` === 3`)
	choose("section", "9")
	b.is(shown + ` === 2 && [...document.querySelectorAll(".card:not([hidden])")].every(e => e.closest(".source"))`)
	choose("section", "")

	b.do(chromedp.Click("//input[@name='uncited']"))
	b.is(`[...document.querySelectorAll(".claims tbody tr")].filter(e => e.checkVisibility()).every(e => e.textContent.includes("no citation"))`)
	b.is(`document.querySelectorAll(".claims tbody tr:not([hidden])").length === 8`)
	b.is(`[...document.querySelectorAll(".card:not([hidden])")].every(e => "uncited" in e.dataset)`)
	b.photograph("filters")
	b.quiet()
}

func TestBrowserKeys(t *testing.T) {
	b := openFixture(t, heatPumps)
	current := func(want string) {
		t.Helper()
		b.is(fmt.Sprintf(`document.activeElement.id === %q && document.activeElement.classList.contains("current")`, want))
	}
	b.press("n")
	current("f1")
	b.press("nj")
	current("f3")
	b.is(`document.getElementById("position").textContent.startsWith("3 of ")`)
	b.is(`(r => r.top > 0 && r.bottom < innerHeight)(document.getElementById("m3").getBoundingClientRect())`)
	b.press("p")
	b.press("k")
	current("f1")
	b.press("k")
	current(ask[string](b, `[...document.querySelectorAll(".card")].at(-1).id`))
	b.do(chromedp.KeyEvent("n", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	current(ask[string](b, `[...document.querySelectorAll(".card")].at(-1).id`))

	b.do(chromedp.Click("//summary[.='Filter']"), chromedp.Focus("//select[@name='rule']"))
	b.press("n")
	b.is(`document.activeElement.name === "rule"`)
	b.do(chromedp.Click("//input[@id='keys']"))
	b.is(`document.activeElement.id === "keys"`)
	b.press("n")
	b.is(`document.activeElement.id === "keys"`)
	b.do(chromedp.Click("//button[@id='next']"))
	current("f1")
	b.quiet()
}

func TestBrowserClickThrough(t *testing.T) {
	b := openFixture(t, heatPumps)
	inView := func(id string) {
		t.Helper()
		b.do(chromedp.Sleep(50 * time.Millisecond))
		b.is(fmt.Sprintf(`(r => r.bottom > 0 && r.top < innerHeight)(document.getElementById(%q).getBoundingClientRect())`, id))
	}
	const cite = `//a[@class="cite"][.="[3]"]`
	b.do(chromedp.ScrollIntoView(cite), chromedp.Click(cite))
	inView("source-3")
	b.is(`location.hash === "#source-3" && document.activeElement.id === "source-3"`)
	b.is(`getComputedStyle(document.getElementById("source-3")).backgroundColor !== getComputedStyle(document.getElementById("source-4")).backgroundColor`)
	b.photograph("source")
	b.do(chromedp.Click(`//button[@id="back"]`))
	b.is(`document.activeElement.textContent === "[3]" && document.activeElement.className === "cite"`)
	inView(ask[string](b, `document.activeElement.id`))
	b.is(`document.getElementById("back").hidden`)

	b.do(chromedp.Click(cite), chromedp.Sleep(50*time.Millisecond))
	b.press(kb.Escape)
	b.is(`document.activeElement.className === "cite"`)

	b.do(chromedp.Click(`//li[@id="source-3"]//summary`), chromedp.Sleep(50*time.Millisecond))
	b.is(`[...document.querySelectorAll("#source-3 details a")].every(a => /^\d+ \w/.test(a.textContent) && a.hash.startsWith("#s"))`)
	b.do(chromedp.Click(`//a[@id="m2"]`))
	b.is(`document.activeElement.id === "f2"`)
	b.do(chromedp.Click(`//li[@id="f2"]//a[@class="mark error"]`), chromedp.Sleep(50*time.Millisecond))
	b.is(`location.hash === "#m2"`)
	b.quiet()
}

// TestBrowserAudit looks at articles in both colour schemes, on a desk and on a
// phone, and prints one.
func TestBrowserAudit(t *testing.T) {
	for name := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			b := openFixture(t, name)
			for _, scheme := range []string{"light", "dark"} {
				b.media(scheme)
				for _, width := range []int64{1280, 768, 390, 320} {
					b.do(chromedp.EmulateViewport(width, 844))
					for _, what := range ask[[]string](b, audit) {
						t.Errorf("%s, %d wide: %s", scheme, width, what)
					}
					if width != 768 {
						b.photograph(fmt.Sprintf("%s-%s-%d", strings.TrimSuffix(name, filepath.Ext(name)), scheme, width))
					}
				}
			}
			b.media("light")
			data, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPrintBackground()))
			b.keep(strings.TrimSuffix(name, filepath.Ext(name))+".pdf", data, err)
			b.quiet()
		})
	}
}

// TestBrowserIndex looks at a list of articles.
func TestBrowserIndex(t *testing.T) {
	var results []*lint.Result
	for name, text := range fixtures(t) {
		results = append(results, check(t, name, text))
	}
	results = append(results, &lint.Result{Path: "gone.md", Err: errors.New("no such file")})
	b := open(t, render(t, report.New, "html", paged(make(map[string]*file)), results...))
	for _, scheme := range []string{"light", "dark"} {
		b.media(scheme)
		for _, width := range []int64{1280, 390} {
			b.do(chromedp.EmulateViewport(width, 844))
			for _, what := range ask[[]string](b, audit) {
				t.Errorf("%s, %d wide: %s", scheme, width, what)
			}
			b.photograph(fmt.Sprintf("index-%s-%d", scheme, width))
		}
	}
	const shown = `[...document.querySelectorAll("#articles tbody tr")].filter(e => e.checkVisibility()).length`
	b.do(chromedp.Click("//input[@id='faulty']"))
	b.is(fmt.Sprintf("%s === %d", shown, len(results)-1)) // the empty one has no findings
	b.do(chromedp.SendKeys("//input[@id='query']", "heat"))
	b.is(shown + ` === 1 && document.getElementById("status").textContent.startsWith("1 of ")`)
	b.quiet()
}

// At 400 percent of a desk's size, all filters and the text behind the bar can be
// reached.
func TestBrowserZoom(t *testing.T) {
	b := openFixture(t, heatPumps)
	b.do(chromedp.EmulateViewport(320, 256), chromedp.Click("//summary[.='Filter']"), chromedp.Focus("//input[@id='keys']"))
	b.is(`(r => r.top >= 0 && r.bottom <= innerHeight)(document.getElementById("keys").getBoundingClientRect())`)
	b.press("n")
	b.is(`(r => document.elementFromPoint(r.left + 4, r.top + 4).closest("a").id === "m1")(document.getElementById("m1").getBoundingClientRect())`)
	b.photograph("zoom")
	for _, size := range [][2]int64{{1280, 900}, {390, 844}} {
		b.do(chromedp.EmulateViewport(size[0], size[1]), chromedp.Click(`//ul[@class="jump"]//a[.="Claims"]`), chromedp.Sleep(50*time.Millisecond))
		b.is(`(r => document.elementFromPoint(r.left + 4, r.top + 4).id === "claims-title")(document.getElementById("claims-title").getBoundingClientRect())`)
	}
	b.quiet()
}

// In colours that the system forces on pages, what colour shows shows otherwise.
func TestBrowserForcedColors(t *testing.T) {
	b := openFixture(t, heatPumps)
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}, {Name: "prefers-color-scheme", Value: "dark"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	const cite = `//a[@class="cite"][.="[3]"]`
	b.do(chromedp.ScrollIntoView(cite), chromedp.Click(cite), chromedp.Sleep(50*time.Millisecond))
	b.is(`parseFloat(getComputedStyle(document.querySelector(".source:target")).outlineWidth) >= 2`)
	b.is(`(bar => getComputedStyle(bar).fill !== getComputedStyle(bar.parentElement).backgroundColor && getComputedStyle(bar).fill === getComputedStyle(document.body).color)(document.querySelector(".coverage rect"))`)
	b.photograph("forced-colors")
	b.quiet()
}

// What is written from right to left has its marks at the right.
func TestBrowserRightToLeft(t *testing.T) {
	b := openFixture(t, "arabic.md")
	b.is(`(r => r.left > innerWidth / 4)(document.querySelector(".items .bullet").getBoundingClientRect())`)
	b.is(`(r => r.left > innerWidth / 4)(document.querySelector("#source-1 b").getBoundingClientRect())`)
	b.is(`getComputedStyle(document.querySelector("blockquote")).borderRightWidth === "3px"`)
	b.is(`(cells => cells[0].getBoundingClientRect().left > cells[1].getBoundingClientRect().left)(document.querySelectorAll(".cells th"))`)
	b.is(`document.documentElement.dir === "" && getComputedStyle(document.querySelector(".top")).direction === "ltr"`)
	b.quiet()
}

// The way by the Tab key shows where it is.
func TestBrowserFocus(t *testing.T) {
	b := openFixture(t, heatPumps)
	for range 12 {
		b.press(kb.Tab)
		b.is(`document.activeElement !== document.body && parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2`)
	}
	b.quiet()
}

func TestBrowserHostile(t *testing.T) {
	b := openFixture(t, "hostile.md")
	b.is(`window.owned === undefined`)
	for _, event := range []string{"mouseover", "focus", "load", "error", "click"} {
		b.is(fmt.Sprintf(`document.querySelectorAll("*").forEach(e => e.matches("a[href^=http], button") || e.dispatchEvent(new Event(%q, { bubbles: true }))) === undefined`, event))
	}
	b.do(chromedp.Sleep(100 * time.Millisecond))
	b.is(`window.owned === undefined && document.scripts.length === 1 && document.styleSheets.length === 1`)
	b.is(`[...document.querySelectorAll("*")].every(e => [...e.attributes].every(a => !a.name.startsWith("on") && a.name !== "style"))`)
	b.is(`[...document.links].every(a => /^(https?|file):$/.test(a.protocol))`)
	b.is(`document.body.textContent.includes("\\u202e") && !/[\u202a-\u202e\u2066-\u2069\u0001\u001b]/.test(document.body.textContent)`)
	b.press("nnp")
	b.quiet()
	b.photograph("hostile")
}

// A page can be read without its script.
func TestBrowserWithoutScript(t *testing.T) {
	page := string(ledgerOf(t, check(t, heatPumps, fixtures(t)[heatPumps])))
	b := open(t, []byte(strings.Replace(page, "script-src 'sha256", "script-src 'none' 'sha256", 1)))
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.Reload())
	text, err := chromedp.Run(b.ctx, chromedp.Text("//body"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Heat pumps work in cold countries", "no source for [14]", "Cited 6 times", "comes nearest to it"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	for _, gone := range []string{"Uncited claims only", "Previous"} {
		if strings.Contains(text, gone) {
			t.Errorf("%q, which does nothing, is shown", gone)
		}
	}
}
