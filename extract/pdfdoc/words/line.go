package words

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// wideGap parts the lines of a row, in ems: more than a justified space, less than what stands between columns.
const wideGap = 1.5

// Lines returns the lines of words, direction by direction, from the top: a row's words up to a wide gap.
func Lines(ws []page.Word) []page.Line {
	var out []page.Line
	for _, row := range Rows(ws) {
		from := 0
		for i := 1; i <= len(row.Words); i++ {
			if i < len(row.Words) && !wide(&row.Words[i-1], &row.Words[i]) {
				continue
			}
			out = append(out, LineOf(row.Words[from:i:i]))
			from = i
		}
	}
	return out
}

// wide reports whether two words of a row stand too far apart for one line.
func wide(a, b *page.Word) bool {
	_, end := along(a)
	start, _ := along(b)
	return start-end > wideGap*max(a.Size, b.Size)
}

// Rows returns the rows of words, direction by direction, from the top: all words on a baseline, whatever the gaps. Raised
// and lowered words stand in the row of the word that they belong to.
func Rows(ws []page.Word) []page.Line {
	plain, marks := parted(ws)
	slices.SortStableFunc(plain, func(a, b page.Word) int {
		return cmp.Or(cmp.Compare(a.Angle, b.Angle), cmp.Compare(across(&a), across(&b)))
	})
	var rows [][]page.Word
	for _, w := range plain {
		if n := len(rows); n > 0 && onRow(rows[n-1], &w) {
			rows[n-1] = append(rows[n-1], w)
			continue
		}
		rows = append(rows, []page.Word{w})
	}
	rows = attach(rows, marks)
	out := make([]page.Line, len(rows))
	for i, row := range rows {
		slices.SortStableFunc(row, byPlace)
		out[i] = LineOf(row)
	}
	return out
}

// parted returns the words on their baseline and those off it.
func parted(ws []page.Word) (plain, marks []page.Word) {
	plain = make([]page.Word, 0, len(ws))
	for _, w := range ws {
		if w.Raised == 0 {
			plain = append(plain, w)
		} else {
			marks = append(marks, w)
		}
	}
	return plain, marks
}

// onRow reports whether a word stands on the baseline of a row, within a fifth of an em.
func onRow(row []page.Word, w *page.Word) bool {
	first, last := &row[0], &row[len(row)-1]
	return w.Angle == last.Angle && across(w)-across(last) <= 0.12*min(w.Size, last.Size) && across(w)-across(first) <= rowDrift*max(w.Size, first.Size)
}

// attach puts raised and lowered words into the rows that they stand at; without one they are rows of their own.
func attach(rows [][]page.Word, marks []page.Word) [][]page.Word {
	bases := len(rows)
	for _, m := range marks {
		best, at := math.Inf(1), -1
		for i := range rows[:bases] {
			if d := distance(&m, rows[i]); d < best {
				best, at = d, i
			}
		}
		if at >= 0 {
			rows[at] = append(rows[at], m)
		} else {
			rows = append(rows, []page.Word{m})
		}
	}
	slices.SortStableFunc(rows, func(a, b []page.Word) int {
		return cmp.Or(cmp.Compare(a[0].Angle, b[0].Angle), cmp.Compare(across(&a[0]), across(&b[0])))
	})
	return rows
}

// distance returns how far along the line the nearest word of a row is that a mark can stand at; infinite for none.
func distance(m *page.Word, row []page.Word) float64 {
	best := math.Inf(1)
	if row[0].Angle != m.Angle || math.Abs(across(&row[0])-across(m)) > mostRise*max(row[0].Size, m.Size)*1.4 {
		return best
	}
	m0, m1 := along(m)
	for i := range row {
		w := &row[i]
		rise := (across(w) - across(m)) * float64(m.Raised) / w.Size
		if w.Raised != 0 || rise < -0.02 || rise > mostRise {
			continue
		}
		w0, w1 := along(w)
		d := max(0, m0-w1, w0-m1) + 0.1*math.Abs(rise)*w.Size
		if d < 2*w.Size {
			best = min(best, d)
		}
	}
	return best
}

func byPlace(a, b page.Word) int {
	a0, _ := along(&a)
	b0, _ := along(&b)
	return cmp.Compare(a0, b0)
}

// along returns where a word begins and ends in its reading direction.
func along(w *page.Word) (from, to float64) {
	switch w.Angle {
	case 0:
		return w.Box[0], w.Box[2]
	case 90:
		return w.Box[1], w.Box[3]
	case 180:
		return -w.Box[2], -w.Box[0]
	case 270:
		return -w.Box[3], -w.Box[1]
	}
	s := spanOf(&w.Glyphs[0])
	return s.u0, spanOf(&w.Glyphs[len(w.Glyphs)-1]).u1
}

// across returns how far down a word's baseline is, seen in its reading direction.
func across(w *page.Word) float64 {
	if w.Angle == 90 || w.Angle == 180 {
		return -w.Base
	}
	return w.Base
}

// LineOf makes a line of words, which stand in reading order.
func LineOf(ws []page.Word) page.Line {
	l := page.Line{Words: ws, Angle: ws[0].Angle}
	bold, all := 0, 0
	for i := range ws {
		w := &ws[i]
		l.Box = union(l.Box, w.Box, i == 0)
		all += len(w.Glyphs)
		if w.Bold {
			bold += len(w.Glyphs)
		}
	}
	l.Bold = bold*2 > all
	usual := mostOf(ws, func(w *page.Word) bool { return w.Raised == 0 })
	if usual == nil {
		usual = &ws[0]
	}
	if isCapitals(usual.Text) {
		// Small capitals are set smaller than the letters of the same line.
		other := mostOf(ws, func(w *page.Word) bool { return w.Raised == 0 && !isCapitals(w.Text) })
		if other != nil && other.Size > usual.Size && other.Size < smallCapitals*usual.Size {
			usual = other
		}
	}
	l.Size, l.Base = usual.Size, usual.Base
	return l
}

// smallCapitals is how much larger the text beside small capitals is at most.
const smallCapitals = 1.45

// mostOf returns a word of the size that most glyphs of the chosen words have; nil for none.
func mostOf(ws []page.Word, chosen func(*page.Word) bool) *page.Word {
	var best *page.Word
	votes := 0
	for i := range ws {
		w := &ws[i]
		if !chosen(w) {
			continue
		}
		switch n := len(w.Glyphs); {
		case votes <= 0:
			best, votes = w, n
		case math.Abs(w.Size-best.Size) < 0.05:
			votes += n
		default:
			votes -= n
		}
	}
	return best
}

// isCapitals reports whether a text has letters and none of them is small.
func isCapitals(s string) bool {
	return strings.ToUpper(s) == s && strings.ToLower(s) != s
}
