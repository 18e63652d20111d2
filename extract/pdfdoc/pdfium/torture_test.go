package pdfium

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdftest"
)

// sane holds a page to what every page promises, whatever the file says.
func sane(t testing.TB, p *page.Page) {
	t.Helper()
	if !(p.Width > 0 && p.Height > 0 && p.Width < 3e6 && p.Height < 3e6) {
		t.Fatalf("page %d is %v by %v", p.Number, p.Width, p.Height)
	}
	number := func(what string, numbers ...float64) {
		for _, n := range numbers {
			if math.IsNaN(n) || math.Abs(n) > 4e6 {
				t.Fatalf("page %d: %s at %v", p.Number, what, numbers)
			}
		}
	}
	box := func(what string, b corpus.Box) {
		number(what, b[:]...)
		if b[0] > b[2] || b[1] > b[3] {
			t.Fatalf("page %d: %s %v is turned inside out", p.Number, what, b)
		}
	}
	onPage := func(what string, b corpus.Box) {
		box(what, b)
		if b[0] < 0 || b[1] < 0 || b[2] > p.Width || b[3] > p.Height {
			t.Fatalf("page %d: %s %v is outside of %v by %v", p.Number, what, b, p.Width, p.Height)
		}
	}
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		box("a glyph", g.Box)
		number("a glyph", g.X, g.Y, g.Size)
		if g.Font < 0 || g.Font >= len(p.Fonts) || g.Element < -1 || g.Element >= len(p.Elements) || g.Angle < 0 || g.Angle > 359 || g.Size < 0 {
			t.Fatalf("page %d: %+v", p.Number, g)
		}
	}
	for _, r := range p.Rules {
		onPage("a rule", corpus.Box{r.X0, r.Y0, r.X1, r.Y1})
		if r.X0 != r.X1 && r.Y0 != r.Y1 {
			t.Fatalf("page %d: a slanted rule %+v", p.Number, r)
		}
	}
	for _, f := range p.Fills {
		onPage("a fill", f.Box)
	}
	for _, s := range p.Shapes {
		onPage("a shape", s.Box)
	}
	for _, i := range p.Images {
		onPage("an image", i.Box)
	}
	for _, l := range p.Links {
		box("a link", l.Box)
		number("a link", l.Y)
	}
	for i, e := range p.Elements {
		if e.Parent < -1 || e.Parent >= i {
			t.Fatalf("page %d: element %d has the parent %d", p.Number, i, e.Parent)
		}
	}
}

// torture reads all pages of a file, which may be broken in any way, and reports how it ended.
func torture(t testing.TB, e *Engine, payload []byte) error {
	t.Helper()
	f, err := e.Open(payload)
	if err != nil {
		if !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrEncrypted) && !errors.Is(err, ErrTrap) {
			t.Fatalf("an error that is no fault of the PDF: %v", err)
		}
		return err
	}
	defer f.Close()
	for n := range min(f.Info().Pages, 50) {
		p, err := f.Page(n + 1)
		switch {
		case errors.Is(err, ErrTrap):
			return err
		case err != nil && !errors.Is(err, ErrPage):
			t.Fatalf("an error that is no fault of the page: %v", err)
		case err == nil:
			sane(t, p)
		}
	}
	return nil
}

// damage returns a copy of a file that is cut off, has bytes flipped or a block of nonsense in it.
func damage(r *rand.Rand, payload []byte) []byte {
	b := bytes.Clone(payload)
	switch r.IntN(4) {
	case 0:
		return b[:r.IntN(len(b))]
	case 1:
		for range 1 + len(b)/2000 {
			b[r.IntN(len(b))] ^= byte(1 << r.IntN(8))
		}
	case 2:
		at := r.IntN(len(b))
		for i := at; i < min(len(b), at+50+r.IntN(5000)); i++ {
			b[i] = byte(r.Uint32())
		}
	default: // numbers become others, which breaks lengths, offsets, references and coordinates
		for range 20 {
			if at := r.IntN(len(b)); b[at] >= '0' && b[at] <= '9' {
				b[at] = '0' + byte(r.IntN(10))
			}
		}
	}
	return b
}

// TestDamaged reads real files with damage in them; a second of it, and always the same.
func TestDamaged(t *testing.T) {
	documents := sharedPDFs(t)
	names := make([]string, 0, len(documents))
	for name, payload := range documents {
		if len(payload) < 300_000 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	e, err := testEngine()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	ended := map[error]int{}
	for began := time.Now(); time.Since(began) < tortureTime(); {
		name := names[r.IntN(len(names))]
		ended[kind(torture(t, e, damage(r, documents[name])))]++
	}
	t.Log(ended)
	if ended[nil] == 0 || ended[ErrMalformed] == 0 {
		t.Errorf("%v: the damage is too small or too great", ended)
	}
}

func tortureTime() time.Duration { return time.Second }

func kind(err error) error {
	for _, k := range []error{ErrMalformed, ErrEncrypted, ErrTrap, ErrPage} {
		if errors.Is(err, k) {
			return k
		}
	}
	return nil
}

// FuzzPage holds pages to sane facts.
func FuzzPage(f *testing.F) {
	for _, content := range []string{
		"BT /F1 12 Tf 100 700 Td (Hi) Tj ET", "1e38 0 0 1e38 0 0 cm 0 0 1 1 re f", "q 0 0 0 0 0 0 cm BT /F1 12 Tf (x) Tj ET Q 1 w 0 0 m 9 9 l S",
	} {
		p := &pdftest.PDF{}
		p.Standard("F1", "Helvetica")
		p.Page(content)
		f.Add(p.Bytes())
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		e, err := testEngine()
		if err != nil {
			t.Fatal(err)
		}
		_ = torture(t, e, payload) // every fault is an answer
	})
}
