package table

import (
	"strings"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// spacing says after which words no white space is painted, on a page where it is painted between words: the last words of
// cells, however near the next cell is. nil on a page that parts words by gaps alone.
type spacing map[*page.Word]bool

// Shares and counts of neighbouring words that tell how a page parts words.
const (
	spacedShare = 0.85
	spacedPairs = 20
)

func spacingOf(p *page.Page, ws []*page.Word) spacing {
	spaced := map[[2]float64]bool{}
	for i := 1; i < len(p.Glyphs); i++ {
		if strings.TrimSpace(p.Glyphs[i].Text) == "" {
			spaced[[2]float64{p.Glyphs[i-1].X, p.Glyphs[i-1].Y}] = true
		}
	}
	out := spacing{}
	pairs, parted := 0, 0
	for i, w := range ws {
		if len(w.Glyphs) == 0 {
			continue
		}
		last := w.Glyphs[len(w.Glyphs)-1]
		has := spaced[[2]float64{last.X, last.Y}]
		if i+1 < len(ws) && neighbours(w, ws[i+1]) {
			pairs++
			if has {
				parted++
			}
		}
		if !has {
			out[w] = true
		}
	}
	if pairs < spacedPairs || float64(parted) < spacedShare*float64(pairs) {
		return nil
	}
	return out
}

// neighbours reports whether two words stand beside each other with a word's gap between them.
func neighbours(a, b *page.Word) bool {
	gap := b.Box[0] - a.Box[2]
	return a.Angle == 0 && b.Angle == 0 && near(a.Base, b.Base) && gap > 0.1*a.Size && gap < 0.6*a.Size
}
