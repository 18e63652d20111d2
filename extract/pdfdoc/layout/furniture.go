package layout

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/words"
)

// Running heads and feet stand near an edge and come again, digits aside, at the same place of other pages. Of the lines at an
// edge they are the outermost: what stands between them and the text comes again by chance (the title of a form's box).
const (
	edgeZone   = 0.16 // of the page's height
	samePlace  = 4.0  // points
	edgeLines  = 6    // at most, of furniture at one edge
	onPages    = 3    // pages on which a line must come again
	shortFile  = 4    // pages up to which two are enough
	slantLarge = 1.6  // times the size of most text: a notice across the page
	headParts  = 3    // of a row, at most
	closeRows  = 1.5  // ems
	ruleRows   = 6    // rows that a rule between columns passes, at least
)

// edgeLine is a line at an edge of a page.
type edgeLine struct {
	page.Line
	leaf   int   // index of the batch
	words  []int // indices of the sheet's words
	text   string
	masked string // digits as "#"
	tagged bool   // as an artifact
	outer  []int  // numbers that it begins and ends with
	roman  []int  // its value where it is a Roman numeral
	alone  bool   // it is a page number and nothing else
	ruled  bool   // it stands between vertical rules, as cells do
}

// pageNumber matches a line that is a page number: "12", "- 12 -", "Page 3 of 9", "iv", "3 | Page".
var pageNumber = regexp.MustCompile(`(?i)^[-–—|\[]?\s?(?:(?:p(?:age|ágina|agina|\.)?|seite|pág\.?)\s?)?(?:\d{1,4}|[ivxl]{1,7})(?:\s?(?:/|of|de|sur|von)\s?\d{1,4})?\s?[-–—|\]]?(?:\s?(?:page|página))?$`)

var digits = regexp.MustCompile(`\d+`)

// batch is some pages of a document, in order.
type batch []leaf

// findFurniture marks the words of running heads and feet, of page numbers and of notices across the page.
func (b batch) findFurniture() {
	body := b.bodySize()
	edges := make([][2][]edgeLine, len(b))
	for i := range b {
		edges[i] = b.edgesOf(i)
	}
	found := [2]*repeats{newRepeats(edges, 0, body), newRepeats(edges, 1, body)}
	offset, known := found[0].offset()
	if other, ok := found[1].offset(); ok && !known {
		offset, known = other, true
	}
	for edge, f := range found {
		f.first, f.paged = offset, known
		for i := range b {
			b[i].strip(f.running(edges[i][edge]), edge)
		}
	}
	b.findNotices(body)
}

// strip puts lines among a leaf's furniture.
func (l *leaf) strip(lines []edgeLine, edge int) {
	slices.SortStableFunc(lines, func(a, b edgeLine) int { return cmp.Or(cmp.Compare(a.Base, b.Base), cmp.Compare(a.Box[0], b.Box[0])) })
	for _, e := range lines {
		for _, w := range e.words {
			l.running[w] = true
		}
		if edge == 0 {
			l.head = append(l.head, e.Line)
		} else {
			l.foot = append(l.foot, e.Line)
		}
	}
}

// bodySize returns the size of most characters of a document, to half a point.
func (b batch) bodySize() float64 {
	count := map[float64]int{}
	for i := range b {
		for _, w := range b[i].sheet.Words {
			count[math.Round(w.Size*2)/2] += len(w.Text)
		}
	}
	best := 0.0
	for size, n := range count {
		if n > count[best] || n == count[best] && size > best {
			best = size
		}
	}
	return best
}

// edgesOf returns the lines at the top of a page from the top, and those at its bottom from the bottom.
func (b batch) edgesOf(leaf int) (edges [2][]edgeLine) {
	s := &b[leaf].sheet
	var at [2][]page.Word
	index := map[[2]float64][]int{}
	for i := range s.Words {
		w := &s.Words[i]
		if w.Angle != 0 {
			continue
		}
		switch {
		case w.Base < edgeZone*s.Page.Height:
			at[0] = append(at[0], *w)
		case w.Base > (1-edgeZone)*s.Page.Height:
			at[1] = append(at[1], *w)
		default:
			continue
		}
		index[origin(w)] = append(index[origin(w)], i)
	}
	for edge := range at {
		for _, l := range words.Lines(at[edge]) {
			e := edgeLine{Line: l, leaf: leaf, text: l.Text(), tagged: tagOf(l.Words, b[leaf].tags).artifact}
			e.masked = digits.ReplaceAllString(strings.ToLower(e.text), "#")
			e.ruled = besideRule(s.Page.Rules, l.Box)
			e.outer, e.roman, e.alone = outerNumbers(e.text), romanOf(e.text), pageNumber.MatchString(e.text)
			for i := range l.Words {
				e.words = append(e.words, index[origin(&l.Words[i])]...)
			}
			edges[edge] = append(edges[edge], e)
		}
	}
	slices.Reverse(edges[1])
	return edges
}

// besideRule reports whether a box stands in a row of cells: at least three vertical rules pass it and go on below or above
// it. One may be a line along the margin, two a frame around the page.
func besideRule(rules []page.Rule, b corpus.Box) bool {
	y := (b[1] + b[3]) / 2
	var at []float64
	for _, r := range rules {
		passes := !r.Horizontal() && r.Y0 < y && r.Y1 > y && r.Y1-r.Y0 > ruleRows*(b[3]-b[1])
		if passes && !slices.ContainsFunc(at, func(x float64) bool { return math.Abs(x-r.X0) < 10 }) {
			at = append(at, r.X0)
		}
	}
	return len(at) >= 3
}

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

// outerNumbers returns the numbers that a line begins and ends with.
func outerNumbers(s string) []int {
	var out []int
	if !strings.ContainsAny(s, "0123456789") {
		return nil
	}
	words := strings.Fields(s)
	for i, w := range words {
		if i > 0 && i < len(words)-1 {
			continue
		}
		if n, err := strconv.Atoi(strings.Trim(w, "|-–—.")); err == nil {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		for _, d := range digits.FindAllString(s, 3) {
			if n, err := strconv.Atoi(d); err == nil {
				out = append(out, n)
			}
		}
	}
	return out
}

// romanOf returns the value of a lower or upper case Roman numeral up to 89.
func romanOf(s string) []int {
	values := map[rune]int{'i': 1, 'v': 5, 'x': 10, 'l': 50}
	total, last := 0, 0
	for _, c := range strings.ToLower(strings.Trim(s, " -–—|[]")) {
		v := values[c]
		if v == 0 {
			return nil
		}
		if v > last {
			total -= 2 * last
		}
		total += v
		last = v
	}
	if total == 0 {
		return nil
	}
	return []int{total}
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

// findNotices marks what stands across pages: slanted text, and what is the same at the same place of most pages and either
// large ("DRAFT") or upright beside the text (the file's number along the margin). Upright words within the text are heads
// of a table's columns, which come again where each page has its matrix.
func (b batch) findNotices(body float64) {
	type notice struct {
		text  string
		angle int
		x, y  int
	}
	key := func(w *page.Word) notice {
		return notice{w.Text, w.Angle, int(math.Round(w.Box[0] / samePlace)), int(math.Round(w.Box[1] / samePlace))}
	}
	on := map[notice]int{}
	for i := range b {
		left, right := b[i].sides()
		for j := range b[i].sheet.Words {
			w := &b[i].sheet.Words[j]
			if w.Angle != 0 && (w.Box[2] <= left || w.Box[0] >= right) || w.Size > slantLarge*body {
				on[key(w)]++
			}
		}
	}
	for i := range b {
		l := &b[i]
		var found []page.Word
		for j := range l.sheet.Words {
			w := &l.sheet.Words[j]
			if l.running[j] || !(w.Angle%90 != 0 || on[key(w)] >= max(onPages, (len(b)+1)/2)) {
				continue
			}
			l.running[j] = true
			found = append(found, *w)
		}
		for _, line := range words.Lines(found) {
			l.foot = append(l.foot, line)
		}
	}
}

// sides returns where the level words of a page begin and end.
func (l *leaf) sides() (left, right float64) {
	left, right = math.Inf(1), math.Inf(-1)
	for i := range l.sheet.Words {
		if w := &l.sheet.Words[i]; w.Angle == 0 {
			left, right = min(left, w.Box[0]), max(right, w.Box[2])
		}
	}
	return left, right
}
