package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"

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
		l.foot = append(l.foot, words.Lines(found)...)
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
