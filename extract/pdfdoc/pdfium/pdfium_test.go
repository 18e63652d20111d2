package pdfium

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdftest"
)

// testEngine is one for all tests: it takes a fifth of a second to load.
var testEngine = sync.OnceValues(func() (*Engine, error) { return NewEngine(Options{Cache: testCache()}) })

func testCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "irmtrail", "pdfium")
}

// smallEngine has little memory, so that what takes all of it takes little time.
func smallEngine(t testing.TB) *Engine {
	t.Helper()
	e, err := NewEngine(Options{Cache: testCache(), Memory: 30 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func openTest(t testing.TB, payload []byte) *File {
	t.Helper()
	e, err := testEngine()
	if err != nil {
		t.Fatal(err)
	}
	f, err := e.Open(payload)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// pageOf returns the only page of a document with Helvetica as F1.
func pageOf(t testing.TB, content string, entries ...string) *page.Page {
	t.Helper()
	p := &pdftest.PDF{}
	p.Standard("F1", "Helvetica")
	p.Page(content, entries...)
	return firstPage(t, p)
}

func firstPage(t testing.TB, p *pdftest.PDF) *page.Page {
	t.Helper()
	got, err := openTest(t, p.Bytes()).Page(1)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func textOfGlyphs(glyphs []page.Glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteString(g.Text)
	}
	return b.String()
}

func about(a, b float64) bool { return math.Abs(a-b) < 0.1 }

func aboutBox(a, b corpus.Box) bool {
	return about(a[0], b[0]) && about(a[1], b[1]) && about(a[2], b[2]) && about(a[3], b[3])
}
