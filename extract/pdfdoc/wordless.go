package pdfdoc

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// seen counts what the pages of a document show beside words.
type seen struct {
	pages    int
	pictures int // pages with a picture
	drawings int // pages with drawn shapes, which letters may be
	signs    int // pages with characters
	unknown  int // pages with characters of which the file does not say what they are
	empty    int // pages with nothing at all
}

func (s *seen) add(p *page.Page) {
	s.pages++
	count(&s.pictures, len(p.Images))
	count(&s.drawings, len(p.Shapes))
	count(&s.signs, len(p.Glyphs))
	if slices.ContainsFunc(p.Glyphs, unmapped) {
		s.unknown++
	}
	if len(p.Images)+len(p.Shapes)+len(p.Glyphs)+len(p.Rules)+len(p.Fills) == 0 {
		s.empty++
	}
}

// unmapped reports whether the file does not say what a character is.
func unmapped(g page.Glyph) bool {
	return g.Text == "" || strings.ContainsFunc(g.Text, func(r rune) bool {
		return r == utf8.RuneError || unicode.Is(unicode.Co, r) || unicode.IsControl(r) && !unicode.IsSpace(r)
	})
}

func count(pages *int, shown int) {
	if shown > 0 {
		*pages++
	}
}

// codeNoLetters is what the layout says of a document without letters.
const codeNoLetters = "no_text_layer"

// explain says of a document without letters what its pages show instead. Only what may hold letters needs to be read from
// a picture. Pages that are all empty are a sign of damage where the file needed mending or other pages cannot be read.
func (b *bounded) explain(err error) error {
	var fault *corpus.ReadError
	if !errors.As(err, &fault) || fault.Code != codeNoLetters {
		return err
	}
	switch s := b.seen; {
	case s.pictures > 0:
		return needsOCR("%d of %d pages hold pictures, and none holds letters", s.pictures, s.pages)
	case s.drawings > 0:
		return needsOCR("%d of %d pages hold drawings, and none holds letters", s.drawings, s.pages)
	case s.unknown > 0:
		return needsOCR("%d of %d pages hold characters of which the file does not say what they are, and none holds letters", s.unknown, s.pages)
	case s.signs > 0:
		return corpus.Unreadable("no_text", "the pages hold signs, but no letters")
	case s.empty == s.pages && (b.mended() || len(b.unread) > 0):
		return corpus.Unreadable("pdf_malformed", "the file is damaged, and nothing is left on its pages")
	}
	return corpus.Unreadable("no_text", "the pages are blank")
}

func needsOCR(format string, args ...any) *corpus.ReadError {
	fault := corpus.Unreadable(codeNoLetters, format, args...)
	fault.Status = corpus.TextNeedsOCR
	return fault
}

// mended reports whether the reader had to mend the file.
func (b *bounded) mended() bool {
	f, ok := b.source.(interface{ Mended() bool })
	return ok && f.Mended()
}
