package web

import (
	"context"
	_ "embed"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

//go:embed testdata/contrast.js
var contrastScript string

// chromium returns the browser's path. Without one the test is skipped, but fails where CI is set.
func chromium(t *testing.T) string {
	t.Helper()
	name := os.Getenv("CHROMIUM")
	if name == "" {
		name = "chromium"
	}
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
		return path
	case os.Getenv("CI") != "":
		t.Fatalf("no browser: %v", err)
	default:
		t.Skipf("no browser: %v", err)
	}
	return ""
}

// watched is a tab and what went wrong in it.
type watched struct {
	context.Context
	t      *testing.T
	server string
	mu     sync.Mutex
	faults []string
}

// openTab starts a browser that reaches nothing but this machine, and watches a tab of it.
func openTab(t *testing.T, server string) *watched {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	timed, cancelTime := context.WithTimeout(t.Context(), 5*time.Minute)
	allocator, cancelAllocator := chromedp.NewExecAllocator(timed, options...)
	ctx, cancel := chromedp.NewContext(allocator)
	w := &watched{Context: ctx, t: t, server: server}
	t.Cleanup(func() {
		cancel()
		cancelAllocator()
		cancelTime()
	})
	w.do(chromedp.Navigate("about:blank"))
	if err := chromedp.Listen(ctx, w.hear); err != nil {
		t.Fatal(err)
	}
	call(w, audits.Enable, cdp.Empty{})
	call(w, network.Enable, network.EnableParams{})
	return w
}

func call[P, R any](w *watched, command cdp.Command[P, R], params P) R {
	w.t.Helper()
	r, err := chromedp.Call(w.Context, command, params)
	if err != nil {
		w.t.Fatalf("%s: %v", command.Method, err)
	}
	return r
}

func (w *watched) do(actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	if err := chromedp.Do(w.Context, actions...); err != nil {
		w.t.Fatal(err)
	}
}

func evaluate[T any](w *watched, script string) T {
	w.t.Helper()
	v, err := chromedp.Run(w.Context, chromedp.Evaluate[T](script))
	if err != nil {
		w.t.Fatalf("%.60s: %v", script, err)
	}
	return v
}

// hear notes what must not happen: messages of the console, exceptions, dialogs, issues, requests to elsewhere.
func (w *watched) hear(event any) {
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if !strings.Contains(e.Entry.Text, "the server responded with a status of 40") {
			w.note("log: %s %s", e.Entry.Level, e.Entry.Text)
		}
	case *runtime.EventConsoleAPICalled:
		w.note("console: %v", e.Type)
	case *runtime.EventExceptionThrown:
		w.note("exception: %v", e.ExceptionDetails.Text)
	case *page.EventJavascriptDialogOpening:
		w.note("dialog: %s", e.Message)
	case *audits.EventIssueAdded:
		w.note("issue: %v", e.Issue.Code)
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err != nil || "http://"+u.Host != w.server {
			w.note("request to %s", e.Request.URL)
		}
	}
}

func (w *watched) note(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

func (w *watched) taken() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.faults
	w.faults = nil
	return out
}

// looks are the ways in which the pages are looked at. Contrast depends on the scheme, overflow on the width.
var looks = []struct {
	name          string
	width, height int64
	scheme        string
}{
	{"desktop", 1280, 900, "light"},
	{"phone", 390, 844, "dark"},
	{"phablet", 500, 900, "light"},
}

// TestBrowser opens every page in every look with scripts switched off, and wants silence, contrast and no overflow.
func TestBrowser(t *testing.T) {
	chromium(t)
	w := newWorld(t)
	server := httptest.NewServer(w.handler(t, &fakeSearch{result: w.hits(t)}))
	defer server.Close()
	tab := openTab(t, server.URL)
	call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	for _, look := range looks {
		tab.do(chromedp.EmulateViewport(look.width, look.height))
		call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: look.scheme}}})
		for i, target := range w.pageTargets() {
			tab.do(chromedp.Navigate(server.URL + target))
			for _, fault := range append(tab.taken(), evaluate[[]string](tab, contrastScript)...) {
				t.Errorf("%s %s %.80s: %s", look.name, look.scheme, target, fault)
			}
			if n := evaluate[int](tab, `document.querySelectorAll('main h1').length`); n != 1 {
				t.Errorf("%s: %d headings", target, n)
			}
			if n := evaluate[int](tab, `[...document.querySelectorAll('.stack')].filter(t => t.scrollWidth > t.parentElement.clientWidth && innerWidth < 600).length`); n != 0 {
				t.Errorf("%s: %d tables are cut off", target, n)
			}
			if title := evaluate[string](tab, `document.title`); title == "owned" {
				t.Errorf("%s: a script ran", target)
			}
			keepShot(t, tab, fmt.Sprintf("%s-%s-%02d.png", look.name, look.scheme, i))
		}
	}
}

// keepShot writes a picture of the page for the eye, into the folder that SHOTS names.
func keepShot(t *testing.T, tab *watched, name string) {
	t.Helper()
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	shot := call(tab, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: new(true)})
	if err := os.WriteFile(filepath.Join(dir, name), shot.Data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestKeyboard walks through a page with the tabulator: the skip link first, then in the order of the page, each with a
// visible outline.
func TestKeyboard(t *testing.T) {
	chromium(t)
	w := newWorld(t)
	server := httptest.NewServer(w.handler(t, &fakeSearch{result: w.hits(t)}))
	defer server.Close()
	tab := openTab(t, server.URL)
	tab.do(chromedp.EmulateViewport(1280, 900))
	const focused = `(e => e.id || e.textContent.trim().slice(0, 30))(document.activeElement)`
	for target, want := range map[string][]string{
		"/search?q=x": {"Skip to the content", "irmtrail", "Search", "Reports", "API", "q", "Search", "Elbonia Results Report 2019-202", "Read it in the document", "Report"},
		"/reports":    {"Skip to the content", "irmtrail", "Search", "Reports", "API", "quick", "Search", "Elbonia Results Report 2019-202"},
	} {
		tab.do(chromedp.Navigate(server.URL + target))
		for _, name := range want {
			tab.do(chromedp.KeyEvent(kb.Tab))
			if got := evaluate[string](tab, focused); got != name && !strings.HasPrefix(name, got) {
				t.Errorf("%s: focus on %q, want %q", target, got, name)
			}
			if !evaluate[bool](tab, `getComputedStyle(document.activeElement).outlineStyle !== 'none'`) {
				t.Errorf("%s: the focus on %q is not visible", target, name)
			}
		}
	}
	tab.do(chromedp.Navigate(server.URL+"/reports"), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	if got := evaluate[string](tab, focused); got != "main" {
		t.Errorf("the skip link leads to %q", got)
	}
	e := find(t, w.page, w.content, "[3] Interview")
	tab.do(chromedp.EmulateViewport(390, 400), chromedp.Navigate(server.URL+evidenceURL(e)))
	if !evaluate[bool](tab, `(r => r.top >= 0 && r.bottom <= innerHeight)(document.getElementById('quote').getBoundingClientRect())`) {
		t.Error("the marked words are not in sight")
	}
	for _, fault := range tab.taken() {
		t.Error(fault)
	}
}
