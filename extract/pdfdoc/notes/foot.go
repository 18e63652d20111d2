package notes

import (
	"math"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// smaller is how much smaller than the running text a note is set at least. Seen: 9 under 10 points, 10 under 10.5.
const smaller = 0.955

// measureText finds the size of the document's running text: that of most of its characters.
func (f *finder) measureText() {
	chars := map[int]int{}
	for i := range f.lines {
		if l := &f.lines[i]; !l.furniture {
			chars[halfPoints(l.Size)] += l.chars
		}
	}
	f.body = float64(mostOf(chars)) / 4
}

func halfPoints(size float64) int { return int(math.Round(size * 4)) }

// mostOf returns the key of the largest value, of equal ones the largest key.
func mostOf(count map[int]int) int {
	best := 0
	for k, n := range count {
		if n > count[best] || n == count[best] && k > best {
			best = k
		}
	}
	return best
}

// findFeet says of every line whether it is small, whether it stands at a foot, and whether a rule sets it off.
func (f *finder) findFeet() {
	for s := range f.sheets {
		lines := f.onSheet(s)
		all := f.amounts(s)
		for i := range lines {
			lines[i].small = lines[i].Size <= smaller*f.body || lines[i].Size <= smaller*largerAbove(all, &lines[i]) || f.refersSmaller(s, &lines[i])
		}
		for i := range lines {
			lines[i].foot = !textBelow(lines, &lines[i])
		}
		for i := range lines {
			lines[i].ruled = lines[i].foot && f.ruleAbove(lines, &lines[i])
		}
		f.separate(lines)
	}
}

// enough is how many characters make running text: about three lines.
const enough = 200

// amount is a line of text or of a table, with how much stands on it.
type amount struct {
	base, size float64
	chars      int
}

// amounts lists what stands on a sheet.
func (f *finder) amounts(sheet int) []amount {
	var all []amount
	for _, l := range f.onSheet(sheet) {
		if !l.furniture {
			all = append(all, amount{l.Base, l.Size, l.chars})
		}
	}
	for _, t := range f.sheets[sheet].Tables {
		for c := range t.Cells {
			for i := range t.Cells[c].Lines {
				if l := &t.Cells[c].Lines[i]; l.Angle == 0 {
					all = append(all, amount{l.Base, l.Size, charsOf(l)})
				}
			}
		}
	}
	return all
}

// largerAbove returns the size of the running text and the tables above a line, where that is larger than the line: on a page of
// few paragraphs and many notes the notes have the most characters.
func largerAbove(all []amount, l *line) float64 {
	chars := map[int]int{}
	for _, o := range all {
		if o.base < l.Base && o.size > l.Size {
			chars[halfPoints(o.size)] += o.chars
		}
	}
	if best := mostOf(chars); chars[best] >= enough {
		return float64(best) / 4
	}
	return 0
}

// largest is how much larger than its notes a text is set at most; titles are larger still.
const largest = 1.6

// refersSmaller reports whether a line is smaller than a line above it on its page that has a marker.
func (f *finder) refersSmaller(sheet int, l *line) bool {
	for _, i := range f.referring[sheet] {
		if o := &f.lines[i]; o.Base < l.Base && l.Size <= smaller*o.Size && o.Size <= largest*l.Size && o.chars >= 30 {
			return true
		}
	}
	return false
}

// textBelow reports whether running text stands below a line in the same part of the page's width.
func textBelow(lines []line, l *line) bool {
	for i := range lines {
		o := &lines[i]
		if !o.furniture && !o.small && o.Base > l.Base+1 && o.chars >= 12 && beside(o.Box, l.Box) {
			return true
		}
	}
	return false
}

// beside reports whether two boxes share a part of the page's width.
func beside(a, b corpus.Box) bool { return min(a[2], b[2])-max(a[0], b[0]) > 1 }

// ruleAbove reports whether a rule as it stands over notes is the next thing of its column above a line, small lines aside: it
// begins where the text does and crosses nothing of it.
func (f *finder) ruleAbove(lines []line, l *line) bool {
	p := f.sheet(l).Page
	for _, r := range p.Rules {
		length := r.X1 - r.X0
		if !r.Horizontal() || r.Y0 > l.Box[1]+0.35*l.Size || length < 18 || length > 0.95*p.Width || r.X0 > l.Box[2] || r.X1 < l.Box[0]-20 {
			continue
		}
		if f.setsOff(lines, l, r.Y0) && !tableRule(p.Rules, r) {
			return true
		}
	}
	return false
}

// nextRow is how far below a rule of a table the next one can be, in points.
const nextRow = 120

// tableRule reports whether a rule has others below it, as the rules of a table have.
func tableRule(rules []page.Rule, r page.Rule) bool {
	for _, o := range rules {
		if o.Horizontal() && o.Y0 > r.Y0+3 && o.Y0 < r.Y0+nextRow && o.X1-o.X0 > 0.3*(r.X1-r.X0) && min(o.X1, r.X1)-max(o.X0, r.X0) > 1 {
			return true
		}
	}
	return false
}

// setsOff reports whether all lines of the column between a height and a line could belong to notes as the line does.
func (f *finder) setsOff(lines []line, l *line, y float64) bool {
	for i := range lines {
		o := &lines[i]
		if o.Base > y && o.Base < l.Base-1 && beside(o.Box, l.Box) && o.Size > 1.12*l.Size {
			return false
		}
	}
	return true
}
