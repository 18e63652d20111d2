package notes_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/layout"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdfium"
	"github.com/irmtrail/irmtrail/extract/structure"
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

// readPDF reads a PDF of the shared data.
func readPDF(t *testing.T, path ...string) *corpus.Content {
	t.Helper()
	data, err := os.ReadFile(corpustest.Shared(t, append([]string{"data"}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine()
	if err != nil {
		t.Fatal(err)
	}
	f, err := e.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := layout.Content(f, "pdfium")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// least is the part of the notes of a PDF that must be equal in text to those of the same report on the web.
const least = 0.98

// TestTwins compares the notes of two case studies with those of their web pages, key by key. Spaces and hyphens are left out:
// lines break at them.
func TestTwins(t *testing.T) {
	for _, name := range []string{"govlab-canada", "govlab-denmark"} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(corpustest.Shared(t, "data", "footnotes_html", name+".html"))
			if err != nil {
				t.Fatal(err)
			}
			web, err := htmldoc.Read(data, "", "text/html")
			if err != nil {
				t.Fatal(err)
			}
			want := notesByKey(web)
			got := notesByKey(readPDF(t, "reports", name+".pdf"))
			equal := 0
			for key, text := range want {
				if tight(got[key]) == tight(text) {
					equal++
				} else {
					t.Logf("note %s\n web %s\n PDF %s", key, text, got[key])
				}
			}
			if share := float64(equal) / float64(len(want)); share < least || len(got) > len(want) {
				t.Errorf("%d of %d notes are equal, %d found", equal, len(want), len(got))
			}
		})
	}
}

func notesByKey(c *corpus.Content) map[string]string {
	found := map[string]string{}
	s := structure.Read(c)
	for i, f := range s.Footnotes(c, "doc-1") {
		found[s.Notes[i].Key()] = f.Text
	}
	return found
}

func tight(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return -1
		}
		return r
	}, s)
}

// TestReports reads the notes of real reports: their labels in order, the markers that have no note, and the
// notes that have no marker.
func TestReports(t *testing.T) {
	tests := []struct{ file, want string }{
		{"reports/noveck-rights-based.pdf", "† 1-223"},
		{"reports/transparencia-brasil-2017.pdf", ""},
		{"reports/transparencia-brasil-pt.pdf", "1-3"},
		{"reports/useiti-2017.pdf", "1-37"},
		{"tables/us-013.pdf", "19-21"},
		{"tables/us-020.pdf", "10-15"},
		{"tables/us-027.pdf", "7-23"},
		{"tables/us-028.pdf", "29-31"},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			c := readPDF(t, strings.Split(tt.file, "/")...)
			s := structure.Read(c)
			if got := summary(s); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// summary writes the labels of notes, runs of numbers as "1-7", then what does not fit together.
func summary(s *structure.Structure) string {
	var parts []string
	first, last := 0, 0
	flush := func() {
		if first > 0 {
			parts = append(parts, fmt.Sprintf("%d-%d", first, last))
		}
		first = 0
	}
	for i := range s.Notes {
		n, err := strconv.Atoi(s.Notes[i].Label)
		switch {
		case err != nil:
			flush()
			parts = append(parts, s.Notes[i].Label)
		case first > 0 && n == last+1:
			last = n
		default:
			flush()
			first, last = n, n
		}
	}
	flush()
	for i := range s.Notes {
		if len(s.Notes[i].Markers) == 0 {
			parts = append(parts, s.Notes[i].Key()+" unreferenced")
		}
	}
	for _, m := range s.Markers {
		if m.Note < 0 {
			parts = append(parts, m.Label+" dangling")
		}
	}
	return strings.Join(parts, " ")
}
