package layout_test

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/layout"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdfium"
)

// engine is PDFium for all tests of the package; its compiled code is kept between runs.
var engine = sync.OnceValues(func() (*pdfium.Engine, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	cache = filepath.Join(cache, "irmtrail-test")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return nil, err
	}
	return pdfium.NewEngine(pdfium.Options{Cache: cache})
})

// read is an open PDF whose pages are kept, as a layout takes glyphs from them.
type read struct {
	info  page.Info
	pages []page.Page
}

func (r read) Info() page.Info { return r.info }

func (r read) Page(n int) (*page.Page, error) {
	p := r.pages[n-1]
	return &p, nil
}

func open(t testing.TB, payload []byte) read {
	t.Helper()
	e, err := engine()
	if err != nil {
		t.Fatal(err)
	}
	f, err := e.Open(payload)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := read{info: f.Info()}
	for n := 1; n <= r.info.Pages; n++ {
		p, err := f.Page(n)
		if err != nil {
			t.Fatal(err)
		}
		r.pages = append(r.pages, *p)
	}
	return r
}

// The least recall of words, as the mean of all files and of each file.
const (
	meanRecall  = 0.97
	leastRecall = 0.9
)

// TestRecall compares the text of every PDF that is not shipped with what pdftotext finds, as bags of words.
func TestRecall(t *testing.T) {
	files, err := filepath.Glob(corpustest.Shared(t, "data") + "/*/*.pdf")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	if testing.Short() {
		t.Skip("reads some fifty files")
	}
	sum, n := 0.0, 0
	for _, file := range files {
		recall, ok := recallOf(t, file)
		if !ok {
			continue
		}
		sum, n = sum+recall, n+1
		if recall < leastRecall {
			t.Errorf("%s: recall %.3f", filepath.Base(file), recall)
		}
	}
	if mean := sum / float64(n); n < 45 || mean < meanRecall {
		t.Errorf("mean recall %.4f of %d files", mean, n)
	}
}

// recallOf returns the part of pdftotext's words that the content has; false for a file without text.
func recallOf(t *testing.T, file string) (float64, bool) {
	payload, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "pdftotext", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext %s: %v", file, err)
	}
	want := bagOf(string(out))
	c, err := layout.Content(open(t, payload), "test/1")
	if err != nil {
		if len(want) > 0 {
			t.Errorf("%s: %v", filepath.Base(file), err)
		}
		return 0, false
	}
	got := bagOf(c.Text().String())
	all, found := 0, 0
	for w, n := range want {
		all += n
		found += min(n, got[w])
	}
	return float64(found) / float64(max(1, all)), true
}

func bagOf(s string) map[string]int {
	bag := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(norm.NFKC.String(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		bag[w]++
	}
	return bag
}

// Blocks lie inside their page, and their text, parts and cells inside each other.
func check(t testing.TB, c *corpus.Content) {
	t.Helper()
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Box == nil || b.Page < 1 || b.Page > len(c.Pages) || c.Text().Slice(b.Start, b.End) != b.Text() {
			t.Fatalf("block %d: page %d, box %v, %q", i, b.Page, b.Box, b.Text())
		}
		for _, p := range b.Parts {
			if p.At < b.Start || p.At >= b.End || p.Box == nil || p.Page < 1 || p.Page > len(c.Pages) {
				t.Errorf("block %d from %d to %d: part %+v", i, b.Start, b.End, p)
			}
		}
		if !slices.IsSortedFunc(b.Parts, func(a, b corpus.Part) int { return cmp.Compare(a.At, b.At) }) {
			t.Errorf("block %d: parts %+v", i, b.Parts)
		}
		for _, cell := range b.Cells {
			if cell.Start < b.Start || cell.End > b.End || cell.Start > cell.End {
				t.Errorf("block %d from %d to %d: cell %+v", i, b.Start, b.End, cell)
			}
		}
	}
}

// TestSharedBlocks holds the blocks of real files to what every content promises.
func TestSharedBlocks(t *testing.T) {
	for _, name := range []string{"reports/govlab-denmark.pdf", "reports/transparencia-brasil-pt.pdf", "tables/us-023.pdf", "tables/eu-012.pdf"} {
		payload, err := os.ReadFile(corpustest.Shared(t, "data", name))
		if err != nil {
			t.Fatal(err)
		}
		c, err := layout.Content(open(t, payload), "test/1")
		if err != nil {
			t.Fatal(err)
		}
		check(t, c)
	}
}

func BenchmarkContent(b *testing.B) {
	for _, name := range []string{"reports/noveck-rights-based.pdf", "reports/useiti-2017.pdf", "tables/us-018.pdf"} {
		b.Run(filepath.Base(name), func(b *testing.B) {
			payload, err := os.ReadFile(corpustest.Shared(b, "data", name))
			if err != nil {
				b.Fatal(err)
			}
			f := open(b, payload)
			for b.Loop() {
				if _, err := layout.Content(f, "test/1"); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*len(f.pages)), "ms/page")
		})
	}
}
