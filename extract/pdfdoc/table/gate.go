package table

import (
	"regexp"
	"strings"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// ordinal is what stands before an item of a list: "1.", "(a)", "iv)", "•", "–".
var ordinal = regexp.MustCompile(`^([(\[]?(\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)\]]|[•▪■●○◦–—*§-]|\d{1,3}|[^\w\s])$`)

// isTable tells tables from what only looks like one, and takes the empty rows and columns out.
func isTable(p *page.Page, d *draft, rg region) bool {
	d.complete()
	d.withoutEmpty(func(c cell) bool { return len(c.words) > 0 || holdsInk(p, d, c) })
	if len(d.xs) < 3 || len(d.ys) < 2 {
		return false
	}
	if len(d.ys) == 2 {
		return isCutOff(p, rg) && statsOf(p, d).wordRows == 1
	}
	d.withoutCaption()
	s := statsOf(p, d)
	switch {
	case s.fullRows < 2 && !(s.fullRows == 1 && rg.ruled && s.filled >= 3):
		return false
	case 10*s.largest > 8*s.words && s.words > 30:
		return false
	case isContents(d, rg, s), innerColumns(rg) == 0 && runsOn(d) && (!headed(rg) || 2*s.prose(rg) >= s.words):
		return false
	case bandIn(rg.lines) == nil && isDiagram(d, rg):
		return false
	case rg.ruled && !plainBox(rg):
		return s.filled*8 >= d.rows()*d.cols() || s.wordRows*3 >= d.rows() || bandIn(rg.lines) != nil
	}
	if 4*s.filled < d.rows()*d.cols() && bandIn(rg.lines) == nil {
		return false
	}
	return !isList(d) && 2*s.prose(rg) < s.words && (10*s.values >= 3*s.inner || rg.caption && s.fullRows >= 3)
}

func holdsInk(p *page.Page, d *draft, c cell) bool {
	b := d.boxOf(c)
	return fillUnder(p, b) != "" || drawnIn(p, b, nil) != ""
}

// isCutOff reports whether a region of one row may be the end or the beginning of a table that a page's end cuts: rulings
// close it and part its columns, and it stands at the top or the bottom of its page.
func isCutOff(p *page.Page, rg region) bool {
	closed := covered(rg.h, rg.box[1], rg.box[0], rg.box[2]) > 0.9 && covered(rg.h, rg.box[3], rg.box[0], rg.box[2]) > 0.9
	return rg.ruled && closed && innerColumns(rg) > 0 && (rg.box[1] < 0.2*p.Height || rg.box[3] > 0.85*p.Height)
}

// stats counts what a draft's cells hold.
type stats struct {
	words, largest int // words of all cells, of the largest one
	filled         int // cells with words
	wordRows       int // rows with two and more cells with words
	fullRows       int // rows with two and more cells with words, shades or drawn marks
	inner, values  int // cells with words after the first column, those with values
}

func statsOf(p *page.Page, d *draft) stats {
	var s stats
	rows, inks := make([]int, d.rows()), make([]int, d.rows())
	for _, c := range d.cells {
		n := len(c.words)
		if n == 0 {
			if holdsInk(p, d, c) {
				inks[c.r0]++
			}
			continue
		}
		s.words += n
		s.largest = max(s.largest, n)
		s.filled++
		rows[c.r0]++
		if c.c0 > 0 {
			s.inner++
			if isValue(textOf(c.words)) {
				s.values++
			}
		}
	}
	for r, n := range rows {
		if n > 1 {
			s.wordRows++
		}
		if n+inks[r] > 1 {
			s.fullRows++
		}
	}
	return s
}

// prose counts the words of running text in a region.
func (s stats) prose(rg region) int {
	n := 0
	for _, l := range rg.lines {
		for _, c := range l.chunks {
			if c.prose {
				n += len(c.words)
			}
		}
	}
	return n
}

func textOf(ws []*page.Word) string {
	var out []string
	for _, w := range ws {
		out = append(out, w.Text)
	}
	return strings.Join(out, " ")
}

// runsOn reports whether cells of several words go on from each other, as the lines of running text side by side do: four
// and more of them, and two of five, begin with a small letter.
func runsOn(d *draft) bool {
	low, long := 0, 0
	for _, c := range d.cells {
		if len(c.words) > 2 {
			long++
			if beginsLow(c.words[0].Text) {
				low++
			}
		}
	}
	return low > 3 && 5*low >= 2*long
}

// headed reports whether rulings of full width close a region and part a first row from the others: what they frame is no
// text side by side, although its cells may begin with small letters.
func headed(rg region) bool {
	ys := fullWidth(rg)
	return len(ys) > 2 && ys[0] < rg.lines[0].base && ys[len(ys)-1] > rg.lines[len(rg.lines)-1].base && between(ys[1:2], rg.lines[0], rg.lines[len(rg.lines)-1])
}

// isList reports whether the first column holds nothing but what stands before items of a list.
func isList(d *draft) bool {
	items, all := 0, 0
	for _, c := range d.cells {
		if c.c0 == 0 && len(c.words) > 0 {
			all++
			if ordinal.MatchString(textOf(c.words)) {
				items++
			}
		}
	}
	return d.cols() == 2 && 10*items >= 8*all
}

// isCurve reports whether a shape is larger than a mark and has the many sides of a curve or an area of a map.
func isCurve(s page.Shape) bool {
	w, h := s.Box[2]-s.Box[0], s.Box[3]-s.Box[1]
	return w > 2*markSize && h > markSize && (!s.Filled && s.Segments > 4 || s.Segments > 16)
}

// plainBox reports whether nothing is ruled inside a region but its frame.
func plainBox(rg region) bool {
	inner := func(rs []ruling, lo, hi float64) bool {
		for _, r := range rs {
			if r.at > lo+thin && r.at < hi-thin {
				return true
			}
		}
		return false
	}
	return !inner(rg.h, rg.box[1], rg.box[3]) && !inner(rg.v, rg.box[0], rg.box[2])
}

// isChart reports whether a region is a diagram or a map: a curve or an area of many sides is drawn across it, or many of its vertical rulings are short, each
// at a place of its own, and all over its height, as the sides of bars are.
func isChart(p *page.Page, rg region) bool {
	width, height := rg.box[2]-rg.box[0], rg.box[3]-rg.box[1]
	for _, s := range p.Shapes {
		w, h := s.Box[2]-s.Box[0], s.Box[3]-s.Box[1]
		if isCurve(s) && holds(rg.box, s.Box) && w > 0.15*width && w < 0.95*width && h > 0.1*height {
			return true
		}
	}
	if bandIn(rg.lines) != nil {
		return false
	}
	bars := 0
	top, bottom := rg.box[3], rg.box[1]
	for i, v := range rg.v {
		alone := (i == 0 || v.at-rg.v[i-1].at > snap) && (i+1 == len(rg.v) || rg.v[i+1].at-v.at > snap)
		if alone && v.length() < 0.25*height && v.at > rg.box[0]+thin && v.at < rg.box[2]-thin {
			bars++
			top, bottom = min(top, (v.lo+v.hi)/2), max(bottom, (v.lo+v.hi)/2)
		}
	}
	return bars >= 4 && 3*bars >= len(rg.v) && bottom-top > 0.4*height
}
