package pdfdoc

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

// line is a line of a region, its glyphs from left to right.
type line struct {
	glyphs      []glyph
	x0, x1      float64
	top, bottom float64
	base        float64
	size        float64 // of most of its characters
	bold        bool    // most of its characters are
	left, right float64 // bounds of its region
}

// A raised marker is at most this fraction of the size of its line, and is raised at least that fraction of it.
const (
	markerSize = 0.84
	markerRise = 0.12
)

// linesOf makes lines of a region. Raised and lowered fragments (footnote markers, indices) join the line that they stand
// at.
func linesOf(r region) []line {
	rows := rowsOf(r.fragments)
	rows = joinRaised(rows)
	left, right := r.bounds()
	lines := make([]line, 0, len(rows))
	for _, row := range rows {
		l := newLine(row)
		l.left, l.right = left, right
		if len(l.glyphs) > 0 {
			lines = append(lines, l)
		}
	}
	return lines
}

// joinRaised moves small fragments into the row whose line they are raised or lowered against.
func joinRaised(rows [][]fragment) [][]fragment {
	for i, row := range rows {
		var stay []fragment
		for _, f := range row {
			if j := hostOf(rows, i, f); j >= 0 {
				rows[j] = append(rows[j], f)
			} else {
				stay = append(stay, f)
			}
		}
		rows[i] = stay
	}
	return slices.DeleteFunc(rows, func(row []fragment) bool { return len(row) == 0 })
}

// hostOf returns the row near row i that a small fragment belongs to, or -1.
func hostOf(rows [][]fragment, i int, f fragment) int {
	if len(f.glyphs) > 12 {
		return -1
	}
	for _, j := range []int{i + 1, i - 1, i + 2, i - 2} {
		if j < 0 || j >= len(rows) {
			continue
		}
		for _, host := range rows[j] {
			rise := (host.base - f.base) / host.size
			near := f.x1 > host.x0-host.size*0.5 && f.x0 < host.x1+host.size*0.6
			small := f.size <= markerSize*host.size && rise < 0.75 && rise > -0.35
			if near && (small || f.isNumber() && f.size <= host.size && rise > 0.2 && rise < 0.6) {
				return j
			}
		}
	}
	return -1
}

// isNumber reports whether a fragment is a number of up to three digits: some programs raise the numbers of notes without
// making them smaller (LibreOffice).
func (f fragment) isNumber() bool {
	digits := 0
	for _, g := range f.glyphs {
		switch {
		case g.text >= "0" && g.text <= "9":
			digits++
		case g.text != " ":
			return false
		}
	}
	return digits > 0 && digits <= 3
}

// newLine makes a line of a row: sorts, drops what is drawn twice, marks what is raised.
func newLine(row []fragment) line {
	l := line{x0: math.Inf(1), x1: math.Inf(-1), top: math.Inf(1), bottom: math.Inf(-1)}
	slices.SortStableFunc(row, func(a, b fragment) int { return cmp.Compare(a.x0, b.x0) })
	for _, f := range row {
		l.glyphs = append(l.glyphs, f.glyphs...)
	}
	l.glyphs = withoutDoubles(l.glyphs)
	l.measure()
	for i := range l.glyphs {
		g := &l.glyphs[i]
		rise := l.base - g.y
		switch {
		case g.size > markerSize*l.size && rise < 0.2*l.size:
		case rise > markerRise*l.size:
			g.style |= corpus.Superscript
		case rise < -0.08*l.size:
			g.style |= corpus.Subscript
		}
	}
	return l
}

// measure finds the size, the weight and the box of a line.
func (l *line) measure() {
	bySize := map[float64]int{}
	base := map[float64]float64{}
	bold, visible := 0, 0
	for _, g := range l.glyphs {
		l.x0, l.x1 = min(l.x0, g.x), max(l.x1, g.x+g.width)
		l.top, l.bottom = min(l.top, g.y-0.8*g.size), max(l.bottom, g.y+0.22*g.size)
		if g.text == " " {
			continue
		}
		visible++
		bySize[g.size]++
		base[g.size] = g.y
		if g.style.Has(corpus.Bold) {
			bold++
		}
	}
	for size, n := range bySize {
		if n > bySize[l.size] || n == bySize[l.size] && size > l.size {
			l.size = size
		}
	}
	l.base = base[l.size]
	l.bold = bold*10 > visible*8
}

// withoutDoubles drops glyphs that are drawn a second time at almost the same place, as some programs do for bold.
func withoutDoubles(glyphs []glyph) []glyph {
	var out []glyph
	for _, g := range glyphs {
		double := false
		for i := len(out) - 1; i >= 0 && i >= len(out)-3; i-- {
			o := out[i]
			double = double || g.text != " " && o.text == g.text && math.Abs(o.x-g.x) < 0.12*g.size && math.Abs(o.y-g.y) < 0.12*g.size
		}
		if !double {
			out = append(out, g)
		}
	}
	return out
}

// wordGap is the gap, in ems, from which two glyphs are two words. Spaces are a quarter of an em, kerning less than a tenth.
const wordGap = 0.17

// each calls a function for each glyph with whether a word ends before it; space characters are left out.
func (l *line) each(f func(g glyph, space bool)) {
	space, first := false, true
	end := 0.0
	for _, g := range l.glyphs {
		if strings.TrimFunc(g.text, unicode.IsSpace) == "" {
			space = true
			continue
		}
		gap := !first && g.x-end > wordGap*g.size
		f(g, !first && (space || gap))
		space, first = false, false
		end = g.x + g.width
	}
}

// text returns the text of a line.
func (l *line) text() string {
	var sb strings.Builder
	l.each(func(g glyph, space bool) {
		if space {
			sb.WriteByte(' ')
		}
		sb.WriteString(g.text)
	})
	return sb.String()
}

// firstWord returns the width of the first word of a line.
func (l *line) firstWord() float64 {
	end, done := l.x0, false
	first := true
	l.each(func(g glyph, space bool) {
		if space && !first {
			done = true
		}
		if !done {
			end = g.x + g.width
		}
		first = false
	})
	return end - l.x0
}
