package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/index"
)

func TestProblems(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{result: w.hits(t)})
	const search, reports = "/api/v1/search", "/api/v1/reports"
	for _, c := range []struct {
		method, target string
		status         int
	}{
		{"GET", "/api/", 404},
		{"GET", "/api/v1", 404},
		{"GET", "/api/v1/", 404},
		{"GET", "/api/v1/nothing", 404},
		{"GET", "/api/v2/search", 404},
		{"GET", reports + "/no-such-report", 404},
		{"GET", reports + "/..%2f..%2fetc%2fpasswd", 404},
		{"GET", "/api/v1/footnotes/no/fn/1", 404},
		{"GET", "/api/v1/documents/doc-0000000000000000", 404},
		{"GET", "/api/v1/documents/doc-0000000000000000/original", 404},
		{"POST", search, 405},
		{"PUT", reports + "/x", 405},
		{"DELETE", "/api/v1/documents/x", 405},
		{"TRACE", search, 405},
		{"PATCH", openAPIPath, 405},
		{"POST", "/api/v1/nothing", 404},
		{"GET", search + "?contry=KEN", 422},
		{"GET", search + "?limit=0", 422},
		{"GET", search + "?limit=-1", 422},
		{"GET", search + "?limit=101", 422},
		{"GET", search + "?limit=ten", 422},
		{"GET", search + "?limit=10&limit=20", 422},
		{"GET", search + "?q=a&q=b", 422},
		{"GET", search + "?offset=10001", 422},
		{"GET", search + "?offset=99999999999999999999", 422},
		{"GET", search + "?kind=sentence", 422},
		{"GET", search + "?kind=", 422},
		{"GET", search + "?country=&country=KEN", 422},
		{"GET", search + "?type=novel", 422},
		{"GET", search + "?from=2022&to=2019", 422},
		{"GET", search + "?from=19", 422},
		{"GET", search + "?q=" + strings.Repeat("a", 1001), 422},
		{"GET", search + "?q=" + strings.Repeat("a", 10000), 414},
		{"GET", search + "?" + strings.Repeat("country=KEN&", 201) + "limit=1", 422},
		{"GET", search + "?q=%ff", 400},
		{"GET", search + "?q=a%00b", 400},
		{"GET", search + "?q=%1b[31m", 400},
		{"GET", search + "?q=%zz", 400},
		{"GET", search + "?q=a;b", 400},
		{"GET", search + "?%ff=1", 400},
		{"GET", reports + "/%ff", 400},
		{"GET", reports + "/a%00b", 400},
		{"GET", reports + "?limit=1001", 422},
		{"GET", reports + "?offset=-1", 422},
		{"GET", reports + "?q=x", 422},
		{"GET", reports + "/" + strings.Repeat("a", 301), 422},
		{"GET", "/api/v1/documents/" + string(w.page) + "?text=perhaps", 422},
		{"GET", "/api/v1/documents/" + string(w.page) + "?text=true&start=9&end=3", 422},
		{"GET", "/api/v1/documents/" + string(w.page) + "?start=-1", 422},
		{"GET", "/api/v1/documents/" + string(w.page) + "/original?x=1", 422},
	} {
		got := ask(t, h, c.method, c.target)
		if got.Code != c.status {
			t.Errorf("%s %.80s: %d, want %d: %s", c.method, c.target, got.Code, c.status, got.Body)
			continue
		}
		if c.method != "TRACE" {
			isProblem(t, got.Body.Bytes(), got.Header(), c.status)
		}
		if c.status == 405 && got.Header().Get("Allow") == "" {
			t.Errorf("%s %s: no Allow", c.method, c.target)
		}
	}
}

func isProblem(t *testing.T, body []byte, h http.Header, status int) {
	t.Helper()
	var p struct {
		Title, Detail string
		Status        int
	}
	if err := json.Unmarshal(body, &p); err != nil || h.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%s %s: %v", h.Get("Content-Type"), body, err)
	}
	if p.Status != status || p.Title != http.StatusText(status) || p.Detail == "" {
		t.Errorf("%d: problem %s", status, body)
	}
	if h.Get("ETag") != "" || h.Get("Cache-Control") != "no-store" {
		t.Errorf("%d is cached: %v", status, h)
	}
}

// TestOurFaults tells nothing of the cause to the client.
func TestOurFaults(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{err: errors.New("secret path /var/lib/x")})
	for target, status := range map[string]int{
		"/api/v1/search?q=x": 500,
		"/readyz":            503,
		"/search?q=x":        500,
		"/api/v1/documents/" + string(w.page) + "/original": 200,
	} {
		got := get(t, h, target)
		if got.Code != status || strings.Contains(got.Body.String(), "secret") {
			t.Errorf("%s: %d %s", target, got.Code, got.Body)
		}
	}
	delete(w.payloads, w.page)
	if got := get(t, h, "/api/v1/documents/"+string(w.page)+"/original"); got.Code != 500 || strings.Contains(got.Body.String(), errLost.Error()) {
		t.Errorf("a lost payload: %d %s", got.Code, got.Body)
	}
}

// TestNoIndex: without an index, or with a damaged one, searches say so with 503, and everything else goes on.
func TestNoIndex(t *testing.T) {
	w := newWorld(t)
	for err, words := range map[error]string{index.ErrNoIndex: "There is no search index yet", index.ErrDamaged: "The search index is damaged"} {
		search := &fakeSearch{err: fmt.Errorf("open secret/path: %w", err)}
		h := w.handler(t, search)
		for target, status := range map[string]int{
			"/search?q=x": 503, "/api/v1/search?q=x": 503, "/readyz": 503, "/healthz": 200, "/": 200, "/reports": 200, "/reports/" + string(demoReport): 200,
		} {
			got := get(t, h, target)
			body := got.Body.String()
			if got.Code != status || strings.Contains(body, "secret") {
				t.Errorf("%s: %d %s", target, got.Code, body)
			}
			if status == 503 && (!strings.Contains(body, words) || !strings.Contains(body, "irmtrail index")) {
				t.Errorf("%s does not say what is the matter: %s", target, body)
			}
			if status == 503 && target != "/search?q=x" {
				isProblem(t, got.Body.Bytes(), got.Header(), 503)
			}
		}
		search.err = nil
		if got := get(t, h, "/readyz"); got.Code != 200 {
			t.Errorf("with an index: %d", got.Code)
		}
	}
}

func TestBadQuery(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{err: fmt.Errorf("search: %w", &index.QueryError{Message: "a quotation mark is not closed", Position: 3})})
	got := get(t, h, "/api/v1/search?q=one%20%22two")
	if got.Code != 422 || !strings.Contains(got.Body.String(), `"location":"query.q"`) || !strings.Contains(got.Body.String(), "quotation mark") {
		t.Errorf("%d %s", got.Code, got.Body)
	}
	page := get(t, h, "/search?q=ab%3Cscript%3Ed")
	if page.Code != 422 || !strings.Contains(page.Body.String(), "A quotation mark is not closed.") || !strings.Contains(page.Body.String(), "ab&lt;<mark>s</mark>cript&gt;d") {
		t.Errorf("%d %s", page.Code, page.Body)
	}
}

// searchFunc is a search that does one thing.
type searchFunc func() (index.Result, error)

// Search calls the function.
func (f searchFunc) Search(context.Context, index.Query) (index.Result, error) { return f() }

func TestPanic(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, searchFunc(func() (index.Result, error) { panic("boom") }))
	got := get(t, h, "/api/v1/search?q=x")
	if got.Code != 500 {
		t.Errorf("%d", got.Code)
	}
	isProblem(t, got.Body.Bytes(), got.Header(), 500)
	if got := get(t, h, "/search?q=x"); got.Code != 500 || !strings.Contains(got.Body.String(), "<h1>Something went wrong</h1>") {
		t.Errorf("%d %s", got.Code, got.Body)
	}
	if got := get(t, h, "/healthz"); got.Code != 200 {
		t.Errorf("after a panic: %d", got.Code)
	}
}
