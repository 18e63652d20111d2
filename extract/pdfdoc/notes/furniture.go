package notes

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// pageNumber matches a line that is the page's number and nothing else: "12", "- 12 -", "Page 3 of 30", "p. iv".
var pageNumber = regexp.MustCompile(`(?i)^[\s\-–—|•]*(?:page|página|pagina|pág\.|p\.)?\s*(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:/|of|de|sur)\s*\d{1,4})?[\s\-–—|•]*$`)

// number matches what differs in a running foot from page to page.
var number = regexp.MustCompile(`\d+`)

// atEnd is how many lines of a page's top and bottom can be furniture.
const atEnd = 3

// margin is how much of a page's height holds running heads, and as much running feet. Reports repeat sentences, but not there.
const margin = 0.11

// findFurniture marks what stands at the top and bottom of pages and belongs to no text: page numbers, and lines that come
// again at the same height on a third page.
func (f *finder) findFurniture() {
	seen := map[string]int{}
	for s := range f.sheets {
		for _, i := range f.outermost(s) {
			seen[f.furnitureKey(i)]++
		}
	}
	for s := range f.sheets {
		for _, i := range f.outermost(s) {
			l := &f.lines[i]
			if first, ok := f.labelOf(l); l.away || ok && first.form == raised {
				continue // a label stands and falls with its line, and a line with a raised one is a note
			}
			if seen[f.furnitureKey(i)] >= 3 || pageNumber.MatchString(l.Text()) && f.outside(i) {
				l.furniture = true
			}
		}
	}
}

func (f *finder) furnitureKey(i int) string {
	l := &f.lines[i]
	text := number.ReplaceAllString(strings.ToLower(l.Text()), "#")
	if found, ok := leadingLabel(l.Line); ok && found.series == digits { // "12 Ibid." is none, "12 Report of 2017" is
		text += strconv.Itoa(found.number - l.ref.Sheet)
	}
	return text + "\x00" + string(rune(int(math.Round(l.Base/8))))
}

// outermost returns the indices of the lines at the top and the bottom of a sheet, those in its margins.
func (f *finder) outermost(sheet int) []int {
	from := f.first[sheet][0]
	lines := f.onSheet(sheet)
	height := f.sheets[sheet].Page.Height
	var found []int
	for i := range lines {
		if lines[i].Base > margin*height && lines[i].Base < (1-margin)*height {
			continue
		}
		above, below := 0, 0
		for j := range lines {
			switch d := lines[j].Base - lines[i].Base; {
			case d < -1:
				above++
			case d > 1:
				below++
			}
			if above >= atEnd && below >= atEnd {
				break
			}
		}
		if above < atEnd || below < atEnd {
			found = append(found, from+i)
		}
	}
	return found
}

// outside reports whether nothing but furniture stands above the line on its page, or nothing below it.
func (f *finder) outside(i int) bool {
	l := &f.lines[i]
	lines := f.onSheet(l.ref.Sheet)
	above, below := false, false
	for j := range lines {
		o := &lines[j]
		if o.furniture || o.ref == l.ref {
			continue
		}
		above = above || o.Base < l.Base-1
		below = below || o.Base > l.Base+1
	}
	return !above || !below
}
