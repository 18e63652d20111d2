package words

import (
	"strings"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// weightWords are the parts of a font's name that say its weight.
var (
	boldNames  = []string{"bold", "black", "heavy", "demi"}
	plainNames = []string{"regular", "roman", "light", "book", "medium"}
)

// boldFonts tells for each font of a page whether it is bold. The name says so, or that it is not. Where it says nothing, the
// font's weight counts, which many files state too high, unless most of the page would be bold by it.
func boldFonts(p *page.Page) []bool {
	glyphs := make([]int, len(p.Fonts))
	for i := range p.Glyphs {
		if f := p.Glyphs[i].Font; f >= 0 && f < len(glyphs) {
			glyphs[f]++
		}
	}
	out := make([]bool, len(p.Fonts))
	for i, f := range p.Fonts {
		name := strings.ToLower(f.Name)
		switch {
		case hasPart(name, boldNames):
			out[i] = true
		case f.Bold && !hasPart(name, plainNames):
			out[i] = glyphs[i]*2 < len(p.Glyphs)
		}
	}
	return out
}

func hasPart(s string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}
