package pdfdoc

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// shelf is an open PDF of given pages; nil ones cannot be read.
type shelf struct {
	pages  []*page.Page
	mended bool
}

func (s shelf) Info() page.Info { return page.Info{Pages: len(s.pages)} }
func (s shelf) Close() error    { return nil }
func (s shelf) Mended() bool    { return s.mended }

func (s shelf) Page(n int) (*page.Page, error) {
	p := s.pages[n-1]
	if p == nil {
		return nil, errors.New("broken")
	}
	p.Number, p.Width, p.Height = n, 600, 800
	return p, nil
}

// TestWordless: the code and reason of documents without letters.
func TestWordless(t *testing.T) {
	box := corpus.Box{100, 100, 200, 200}
	blank := func() *page.Page { return &page.Page{} }
	scan := &page.Page{Images: []page.Image{{Box: box}}}
	drawn := &page.Page{Shapes: []page.Shape{{Box: box, Segments: 9}}}
	sign := func(text string) *page.Page {
		return &page.Page{Fonts: []page.Font{{}}, Glyphs: []page.Glyph{{Text: text, Box: corpus.Box{100, 100, 108, 112}, X: 100, Y: 110, Size: 12, Element: -1}}}
	}
	tests := []struct {
		name   string
		source shelf
		code   string
		status corpus.TextStatus
		reason string
	}{
		{"scan", shelf{pages: []*page.Page{scan, blank()}}, "no_text_layer", corpus.TextNeedsOCR, "1 of 2 pages hold pictures"},
		{"drawn", shelf{pages: []*page.Page{drawn}}, "no_text_layer", corpus.TextNeedsOCR, "1 of 1 pages hold drawings"},
		{"signs", shelf{pages: []*page.Page{sign("7"), sign("\n")}}, "no_text", corpus.TextFailed, "signs"},
		{"unmapped", shelf{pages: []*page.Page{sign(""), sign("\uf0fc"), sign("7")}}, "no_text_layer", corpus.TextNeedsOCR, "2 of 3 pages hold characters"},
		{"blank", shelf{pages: []*page.Page{blank(), blank()}}, "no_text", corpus.TextFailed, "blank"},
		{"blank and mended", shelf{pages: []*page.Page{blank(), blank()}, mended: true}, "pdf_malformed", corpus.TextFailed, "damaged"},
		{"blank and broken", shelf{pages: []*page.Page{nil, blank()}}, "pdf_malformed", corpus.TextFailed, "damaged"},
		{"broken", shelf{pages: []*page.Page{nil, nil}}, "pdf_malformed", corpus.TextFailed, "none of the 2 pages"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := &bounded{source: tt.source, server: &server{limits: greeting{Memory: 1 << 40, Most: 1 << 40}}, until: time.Now().Add(time.Hour), most: maxPages}
			_, err := b.content("test")
			var fault *corpus.ReadError
			if !errors.As(err, &fault) || fault.Code != tt.code || fault.Status != tt.status || !strings.Contains(fault.Reason, tt.reason) {
				t.Errorf("got %v", err)
			}
		})
	}
}
