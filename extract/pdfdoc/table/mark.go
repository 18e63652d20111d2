package table

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

//go:embed marks.tsv
var marksTable string

// marks returns the mark of each sign.
var marks = sync.OnceValue(func() map[string]corpus.Mark {
	m := map[string]corpus.Mark{}
	for row := range strings.Lines(marksTable) {
		if f := strings.Split(strings.TrimSpace(row), "\t"); len(f) == 3 && !strings.HasPrefix(row, "#") {
			m[f[0]] = corpus.Mark(f[1])
		}
	}
	return m
})

// markSize is how large a drawn mark is at most, in points.
const markSize = 18

// signOf returns the mark that words are: signs and nothing else, all the same.
func signOf(ws []*page.Word) corpus.Mark {
	var mark corpus.Mark
	for _, w := range ws {
		for _, r := range strings.TrimRight(w.Text, "\ufe0e\ufe0f") {
			m, ok := marks()[string(r)]
			if !ok || mark != "" && m != mark {
				return ""
			}
			mark = m
		}
	}
	return mark
}

// drawnIn returns the mark that is drawn in an empty cell's box.
func drawnIn(p *page.Page, b corpus.Box, small []corpus.Box) corpus.Mark {
	for _, s := range p.Shapes {
		if isMark(s.Box, b) && s.Color != page.White {
			return shapeMark(s)
		}
	}
	for _, f := range p.Fills {
		if isMark(f.Box, b) && f.Color != page.White {
			return corpus.MarkDot
		}
	}
	for _, i := range p.Images {
		if isMark(i.Box, b) {
			return corpus.MarkDrawn
		}
	}
	for _, s := range small {
		if isMark(s, b) {
			return corpus.MarkHollow
		}
	}
	return ""
}

// isMark reports whether a drawing is a mark in a cell: small, with its middle inside, and clearly smaller than the cell.
func isMark(drawn, b corpus.Box) bool {
	w, h := drawn[2]-drawn[0], drawn[3]-drawn[1]
	return max(w, h) >= 2.5 && min(w, h) >= 1.5 && max(w, h) <= markSize && holds(b, drawn) && w*h < 0.7*area(b)
}

// shapeMark tells a hollow box or circle (an outline of four strokes and more, about as wide as high) from a drawn tick.
func shapeMark(s page.Shape) corpus.Mark {
	w, h := s.Box[2]-s.Box[0], s.Box[3]-s.Box[1]
	round := w > 0.8*h && h > 0.8*w
	switch {
	case !s.Filled && s.Segments >= 4 && round:
		return corpus.MarkHollow
	case s.Filled && s.Segments <= 5 && round:
		return corpus.MarkDot
	}
	return corpus.MarkDrawn
}

// fillUnder returns the colour that is painted under most of a cell: by one fill or by several, as some producers paint each
// of the rows that a cell reaches over. "" is the page's own ground or white.
func fillUnder(p *page.Page, b corpus.Box) string {
	under := map[page.Color]int{}
	for i := range grain {
		y := b[1] + (float64(i)+0.5)/grain*(b[3]-b[1])
		for _, c := range paintedAt(p.Fills, b, y) {
			under[c]++
		}
	}
	for color, n := range under {
		if 2*n > grain*grain && color != page.White {
			return hex(color)
		}
	}
	return ""
}

// grain is how many places across and down a cell are asked for their colour.
const grain = 7

// paintedAt returns the colours that are painted last at places across a box at a height.
func paintedAt(fs []page.Fill, b corpus.Box, y float64) [grain]page.Color {
	var out [grain]page.Color
	for i := range out {
		out[i] = page.White
	}
	for _, f := range fs {
		if y < f.Box[1] || y > f.Box[3] || f.Box[0] > b[2] || f.Box[2] < b[0] {
			continue
		}
		for i := range out {
			if x := b[0] + (float64(i)+0.5)/grain*(b[2]-b[0]); x >= f.Box[0] && x <= f.Box[2] {
				out[i] = f.Color
			}
		}
	}
	return out
}

func hex(c page.Color) string {
	const digits = "0123456789abcdef"
	b := []byte("#000000")
	for i := range 6 {
		b[6-i] = digits[c>>(4*i)&15]
	}
	return string(b)
}
