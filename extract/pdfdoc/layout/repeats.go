package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// repeats knows the lines of one edge of all pages.
type repeats struct {
	edge  int
	body  float64
	need  int // pages on which a line must come again
	pages int
	first int  // the number of the first page, from the other pages' numbers
	paged bool // it is known
	lines []edgeLine
	texts map[string][]edgeLine // by text
}

func newRepeats(edges [][2][]edgeLine, edge int, body float64) *repeats {
	r := &repeats{edge: edge, body: body, need: onPages, pages: len(edges), texts: map[string][]edgeLine{}}
	if len(edges) <= shortFile {
		r.need = 2
	}
	for _, e := range edges {
		for _, l := range e[edge] {
			r.texts[l.text] = append(r.texts[l.text], l)
			r.lines = append(r.lines, l)
		}
	}
	return r
}

// running returns the lines at a page's edge that are furniture: from the edge inwards, row by row, up to the first row
// without any, or one that stands to the text as the rows of a text or a table stand to each other.
func (r *repeats) running(lines []edgeLine) []edgeLine {
	var out []edgeLine
	rows := edgeRows(lines)
	for i, row := range rows {
		found := r.ofRow(row)
		if len(found) == 0 || len(out) >= edgeLines {
			break
		}
		if i+1 < len(rows) && len(r.ofRow(rows[i+1])) == 0 && (r.close(&row[0], &rows[i+1][0]) || r.even(rows[i:])) {
			break
		}
		out = append(out, found...)
	}
	return out
}

// edgeRows groups lines that stand beside each other. Those closer than lines of a text stand in cells beside each other.
func edgeRows(lines []edgeLine) [][]edgeLine {
	var rows [][]edgeLine
	for i := 0; i < len(lines); {
		j := i + 1
		for ; j < len(lines) && math.Abs(lines[j].Base-lines[j-1].Base) < max(3, 0.9*lines[j].Size); j++ {
		}
		rows = append(rows, lines[i:j])
		i = j
	}
	return rows
}

// ofRow returns the furniture of a row. Beside a line that is none, page numbers are furniture, but words that come again may
// be those of a table's cells; the head of a table has more columns than a running head has parts.
func (r *repeats) ofRow(row []edgeLine) []edgeLine {
	var out []edgeLine
	sure := false
	for i := range row {
		l := &row[i]
		numbered := r.numbered(l)
		if l.tagged || (len(row) <= headParts && !staggered(row) && !l.ruled || l.alone) && (numbered || r.repeated(l)) {
			out = append(out, *l)
			sure = sure || numbered || l.tagged
		}
	}
	if len(out) == 0 {
		return nil
	}
	out = append(out, r.beside(row)...)
	if len(out) < len(row) && !sure {
		return nil
	}
	return out
}

// staggered reports whether three lines and more stand beside each other without sharing a baseline: the heads of columns.
func staggered(row []edgeLine) bool {
	return len(row) >= 3 && math.Abs(row[len(row)-1].Base-row[0].Base) > 2
}

// even reports whether the first of rows is as far from the second as that from the third: a table's rows.
func (r *repeats) even(rows [][]edgeLine) bool {
	if len(rows) < 3 || rows[0][0].alone || rows[0][0].tagged {
		return false
	}
	a, b := math.Abs(rows[1][0].Base-rows[0][0].Base), math.Abs(rows[2][0].Base-rows[1][0].Base)
	return math.Abs(a-b) < 0.2*a && a < 4*rows[0][0].Size
}

// close reports whether the next row stands no further away than the lines of a text; a page number can.
func (r *repeats) close(l, next *edgeLine) bool {
	if !strings.ContainsFunc(l.text, unicode.IsLetter) {
		return false // a line of underscores
	}
	return !l.alone && !l.tagged && math.Abs(next.Base-l.Base) < closeRows*max(l.Size, next.Size)
}

// beside returns the numbers that come again in a row of furniture: the year of a journal.
func (r *repeats) beside(row []edgeLine) []edgeLine {
	var out []edgeLine
	for i := range row {
		if l := &row[i]; !r.repeated(l) && !r.numbered(l) && places(r.texts[l.text], l) >= r.need {
			out = append(out, *l)
		}
	}
	return out
}

// repeated reports whether the same words stand at the same height of enough pages.
func (r *repeats) repeated(l *edgeLine) bool {
	if utf8.RuneCountInString(l.text) < 2 && l.text != l.masked {
		return false
	}
	if digits.MatchString(l.text) && strings.Trim(l.masked, "# .,-–%") == "" {
		return false // numbers of a table
	}
	return places(r.texts[l.text], l) >= r.need
}

// numbered reports whether a line is a page number, or has one: a number that counts with the pages. A heading that counts
// too ("Commitment 3") is larger or bolder than the text.
func (r *repeats) numbered(l *edgeLine) bool {
	alone := l.alone
	if !digits.MatchString(l.text) {
		return alone && (r.counts(l, func(l *edgeLine) []int { return l.roman }) || r.pages == 1 && l.text != strings.ToUpper(l.text))
	}
	if !alone && (l.Size > 1.05*r.body || l.Bold && l.Size >= r.body-0.2) {
		return false
	}
	if alone && (r.pages == 1 || strings.Trim(l.masked, "#") != "") {
		return len(l.text) < 24 // "Page 3 of 9"
	}
	if n := l.outer; alone && r.paged && len(n) > 0 && n[0]-l.leaf == r.first {
		return true // on a page that has it in another place
	}
	if !alone && len(l.Words) > 0 && l.Words[0].Raised != 0 {
		return false // a note
	}
	return r.counts(l, func(c *edgeLine) []int {
		if !alone && !similar(c.masked, l.masked) {
			return nil
		}
		return c.outer
	})
}

// similar reports whether two texts share half of their words.
func similar(a, b string) bool {
	as, bs := strings.Fields(a), strings.Fields(b)
	if len(as) > len(bs) {
		as, bs = bs, as
	}
	shared := 0
	for _, w := range as {
		if w != "#" && slices.Contains(bs, w) {
			shared++
		}
	}
	return shared > 0 && shared*2 >= len(as)-1
}

// offset returns the number that the first page has where page numbers count with the pages.
func (r *repeats) offset() (int, bool) {
	pages := map[int]int{}
	for i := range r.lines {
		if l := &r.lines[i]; l.alone {
			for _, n := range l.outer {
				pages[n-l.leaf]++
			}
		}
	}
	best, most := 0, 0
	for n, on := range pages {
		if on > most || on == most && n < best {
			best, most = n, on
		}
	}
	return best, most >= r.need
}

// counts reports whether the line's number minus the page's is the same on enough pages at the same height.
func (r *repeats) counts(l *edgeLine, number func(*edgeLine) []int) bool {
	pages := map[int]map[int]bool{} // by difference: the pages that have it
	for _, n := range number(l) {
		pages[n-l.leaf] = map[int]bool{}
	}
	if len(pages) == 0 {
		return false
	}
	for i := range r.lines {
		c := &r.lines[i]
		if math.Abs(c.Base-l.Base) > samePlace || math.Abs(c.Size-l.Size) > 0.3*l.Size {
			continue
		}
		for _, n := range number(c) {
			if on := pages[n-c.leaf]; on != nil {
				on[c.leaf] = true
				if len(on) >= r.need {
					return true
				}
			}
		}
	}
	return false
}

// places returns on how many pages one of the lines stands at the height of l.
func places(lines []edgeLine, l *edgeLine) int {
	pages := map[int]bool{}
	for i := range lines {
		if math.Abs(lines[i].Base-l.Base) <= samePlace {
			pages[lines[i].leaf] = true
		}
	}
	return len(pages)
}
