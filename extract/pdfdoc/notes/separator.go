package notes

import (
	"math"
	"regexp"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// dashes matches a line that stands for a rule: "--------", "________".
var dashes = regexp.MustCompile(`^[-_–—―─]{5,}$`)

// shortRule is how wide a rule over notes is at most, as a part of the page's width.
const shortRule = 0.45

// separate finds the notes that are set as large as the text above them: what sets them off is a short rule, or a line of
// dashes, and the label right below it.
func (f *finder) separate(lines []line) {
	if len(lines) == 0 {
		return
	}
	p := f.sheet(&lines[0]).Page
	for i := range lines {
		if l := &lines[i]; len(l.Words) == 1 && dashes.MatchString(l.Words[0].Text) {
			l.furniture = true
			f.separateBelow(lines, l.Box)
		}
	}
	for _, r := range p.Rules {
		if r.Horizontal() && r.X1-r.X0 > 18 && r.X1-r.X0 < shortRule*p.Width && !tableRule(p.Rules, r) && alone(p, r) {
			f.separateBelow(lines, corpus.Box{r.X0, r.Y0, r.X1, r.Y0})
		}
	}
}

// alone reports whether a rule is a line of its own: no other goes on with it, as the borders of cells do.
func alone(p *page.Page, r page.Rule) bool {
	for _, o := range p.Rules {
		twice := math.Abs(o.X0-r.X0) < 1 && math.Abs(o.X1-r.X1) < 1
		if !twice && o.Horizontal() && math.Abs(o.Y0-r.Y0) < 1 && min(o.X1, r.X1)-max(o.X0, r.X0) > -3 && o.X1-o.X0 > 0.1*(r.X1-r.X0) {
			return false
		}
	}
	return true
}

// separateBelow marks the lines below a separator when the first of them begins with a label at the separator's left end.
func (f *finder) separateBelow(lines []line, separator corpus.Box) {
	first := -1
	for i := range lines {
		l := &lines[i]
		if l.furniture || l.away || l.Base <= separator[3] || !beside(l.Box, separator) {
			continue
		}
		if first < 0 || l.Base < lines[first].Base {
			first = i
		}
	}
	if first < 0 || lines[first].Base-separator[3] > 4*lines[first].Size {
		return
	}
	if _, ok := f.labelOf(&lines[first]); !ok || lines[first].Size > (1+like)*f.body {
		return
	}
	for i := range lines {
		if l := &lines[i]; l.Base > separator[3] && beside(l.Box, lines[first].Box) {
			l.foot, l.ruled = true, true
		}
	}
}
