package layout

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// paragraph is the lines of a block, or a table.
type paragraph struct {
	kind   corpus.BlockKind
	level  int
	label  string
	lines  []line
	table  int // index of the sheet's tables; -1 for lines
	sheet  int
	first  bool // the first text of its column
	last   bool // the last text of its column
	aside  bool
	turned turn
}

// bulletStart matches the beginning of an item: "• Sharing", "▪ one". Dashes and letters are bullets where a wider gap than
// a space follows: "– two", "o three"; "o" is a word of Spanish and Portuguese.
var (
	bulletStart = regexp.MustCompile(`^[•‣▪▫■●○◦∙·⦁➢➤❖◆◇✓✔❑❒□⁃][ \t]*`)
	dashStart   = regexp.MustCompile(`^[-–—*»][ \t]`)
	letterStart = regexp.MustCompile(`^o[ \t]`)
)

// The gaps behind bullets that are signs of text too, in ems.
const (
	dashGap   = 0.4
	letterGap = 0.8
)

// bullet reports whether a line begins an item with a bullet.
func (l *line) bullet() bool {
	switch {
	case bulletStart.MatchString(l.text):
		return true
	case len(l.Words) < 2:
		return false
	case dashStart.MatchString(l.text):
		return l.firstGap() > dashGap*l.Size
	}
	return letterStart.MatchString(l.text) && l.firstGap() > letterGap*l.Size
}

// paragraphsOf groups the lines of a column.
func (m manner) paragraphsOf(lines []line) []paragraph {
	var out []paragraph
	for i := range lines {
		if i > 0 {
			last := &out[len(out)-1]
			if m.continues(lines, i, last) && !counts(&last.lines[0], &lines[i]) {
				last.lines = append(last.lines, lines[i])
				continue
			}
		}
		out = append(out, paragraph{kind: corpus.Paragraph, table: -1, lines: []line{lines[i]}})
	}
	return out
}

// The measures of paragraphs, in ems unless said otherwise.
const (
	sameSize  = 0.08 // difference between sizes of one paragraph, as a fraction
	mostStep  = 1.9  // between lines
	moreStep  = 1.25 // times the step before
	indent    = 0.9
	shortLine = 0.5 // of the column: what is shorter ends where its author ended it
)

// continues reports whether line i goes on with the paragraph of the line before: same size and weight, no wider gap than
// between lines, and the line before was full. A line that leaves room for the next word ended a paragraph, unless lines of
// a title do so, or the sentence goes on.
func (m manner) continues(lines []line, i int, p *paragraph) bool {
	l, prev := &lines[i], &lines[i-1]
	if !alike(prev, l) || l.bullet() || startsNote(l) || leader.MatchString(prev.text) {
		return false
	}
	step := l.base - prev.base
	if step <= 0 || step > mostStep*max(l.Size, prev.Size) || step > moreStep*usualStep(lines, i) {
		return false
	}
	if indented(lines, i, p) {
		return false
	}
	if prev.full(l) || centred(l, prev) || sameLink(prev, l) || prev.divided() {
		return true
	}
	if m.parted && prev.room() < raggedLine*(prev.right-prev.left) && (!l.Words[0].Bold || prev.Words[len(prev.Words)-1].Bold) {
		return true
	}
	// Text that was not filled greedily leaves room too. A sentence that goes on with a small letter tells.
	goesOn := l.beginsSmall() && !prev.endsSentence() || strings.HasSuffix(prev.text, ",")
	return goesOn && prev.room() < shortLine*(prev.right-prev.left)
}

// leader matches the end of an entry in a table of contents: "Introduction . . . . . 12".
var leader = regexp.MustCompile(`(?:\.\s?){4,}\s*[\divxlIVXL]{1,5}$`)

// sameLink reports whether one link covers the end of a line and the beginning of the next: a torn address.
func sameLink(prev, l *line) bool {
	a, b := prev.Words[len(prev.Words)-1].Link, l.Words[0].Link
	return a >= 0 && a == b && prev.page == l.page
}

// alike reports whether two lines are set in one size and weight. A bold passage can begin or end at a line's end.
func alike(prev, l *line) bool {
	if math.Abs(l.Size-prev.Size) > sameSize*max(l.Size, prev.Size) {
		return false
	}
	if l.Bold == prev.Bold {
		return true
	}
	return prev.full(l) && prev.Words[len(prev.Words)-1].Bold == l.Words[0].Bold
}

// usualStep returns the step that lines of this size have here: the smallest of the two before and the one behind.
func usualStep(lines []line, i int) float64 {
	step := math.Inf(1)
	for j := max(1, i-3); j < min(len(lines), i+3); j++ {
		d := lines[j].base - lines[j-1].base
		if d > 0.8*lines[i].Size && math.Abs(lines[j].Size-lines[i].Size) < 0.3 && math.Abs(lines[j-1].Size-lines[i].Size) < 0.3 {
			step = min(step, d)
		}
	}
	if math.IsInf(step, 1) {
		return mostStep * lines[i].Size
	}
	return step
}

// indented reports whether line i is the indented first line of a paragraph.
func indented(lines []line, i int, p *paragraph) bool {
	l, prev := &lines[i], &lines[i-1]
	if l.x0 <= prev.x0+indent*l.Size || centred(l, prev) {
		return false
	}
	if len(p.lines) == 1 && (prev.bullet() || labelled(prev) || startsNote(prev)) {
		return false // an item hangs
	}
	if len(p.lines) == 1 {
		return prev.endsSentence() || !prev.full(l) || prev.x0 <= prev.left+0.2*l.Size && !l.beginsSmall() && hasDeeper(lines, i)
	}
	return true
}

// hasDeeper reports whether the line behind line i stands to its left again, as behind an indented first line.
func hasDeeper(lines []line, i int) bool {
	return i+1 < len(lines) && lines[i+1].x0 < lines[i].x0-0.5*lines[i].Size
}

// itemLabel matches the label of a numbered item: "1.", "2)", "(a)", "iv.".
var itemLabel = regexp.MustCompile(`^(?:\(?(?:\d{1,3}|[a-z]|[ivxl]{1,5}|[A-Z])[.)]|\d{1,2}(?:\.\d{1,2})+\.?)\s`)

func labelled(l *line) bool { return itemLabel.MatchString(l.text) }

// leadingNumber matches the number at the beginning of an item or a note: "12 http://", "3. Approval".
var leadingNumber = regexp.MustCompile(`^(\d{1,3})[.)]?\s`)

// counts reports whether a line begins with the number that follows on the paragraph's: the next item, or the next note.
func counts(first, l *line) bool {
	a, b := leadingNumber.FindStringSubmatch(first.text), leadingNumber.FindStringSubmatch(l.text)
	if a == nil || b == nil {
		return false
	}
	n, _ := strconv.Atoi(a[1])
	m, _ := strconv.Atoi(b[1])
	return m == n+1
}

// centred reports whether two lines have their middle in common, but not their beginning, as the lines of titles do.
func centred(a, b *line) bool {
	return math.Abs((a.x0+a.x1)-(b.x0+b.x1)) < a.Size && math.Abs(a.x0-b.x0) > 0.8*a.Size
}

// noteNumber matches the beginning of a note whose number is not raised: "[12] See".
var noteNumber = regexp.MustCompile(`^\[\d{1,3}\]`)

// startsNote reports whether a line begins with a raised number, or with a number in brackets.
func startsNote(l *line) bool {
	w := &l.Words[0]
	if w.Raised > 0 && (strings.Trim(w.Text, "0123456789") == "" || w.Text == "*") {
		return true
	}
	return noteNumber.MatchString(l.text)
}

// text returns the text of a paragraph as its lines have it.
func (p *paragraph) text() string {
	parts := make([]string, len(p.lines))
	for i := range p.lines {
		parts[i] = p.lines[i].text
	}
	return strings.Join(parts, " ")
}
