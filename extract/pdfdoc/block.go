package pdfdoc

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// paragraph is the lines of a block.
type paragraph struct {
	lines []line
	kind  corpus.BlockKind
	level int
}

// bulletStart matches the beginning of an item: "• Sharing", "▪ one", "– two".
var bulletStart = regexp.MustCompile(`^(?:[•‣▪▫■●○◦∙\x{F0B7}\x{F0A7}\x{F076}]|[-–—*o]\s)\s*`)

// paragraphsOf groups the lines of a region.
func paragraphsOf(lines []line) []paragraph {
	var out []paragraph
	for i, l := range lines {
		if i > 0 && continues(lines, i) && !counts(out[len(out)-1].lines[0], l) {
			last := &out[len(out)-1]
			last.lines = append(last.lines, l)
			continue
		}
		out = append(out, paragraph{lines: []line{l}, kind: corpus.Paragraph})
	}
	return out
}

// continues reports whether line i goes on with the paragraph of the line before: same size and weight, no wider gap than
// between lines, and the line before was full. A line that leaves room for the next word ended a paragraph, unless lines of
// a title do so, or the sentence goes on.
func continues(lines []line, i int) bool {
	l, prev := lines[i], lines[i-1]
	if math.Abs(l.size-prev.size) > 0.08*max(l.size, prev.size) || l.bold != prev.bold {
		return false
	}
	step := l.base - prev.base
	if step <= 0 || step > 1.75*max(l.size, prev.size) {
		return false
	}
	if i >= 2 && lines[i-2].size == prev.size && step > 1.3*(prev.base-lines[i-2].base) && prev.base > lines[i-2].base {
		return false
	}
	text := l.text()
	if bulletStart.MatchString(text) || startsNote(l) {
		return false
	}
	if l.x0 > prev.x0+1.2*l.size && (i < 2 || l.x0 > lines[i-2].x0+1.2*l.size) && prev.x1 > l.right-6*l.size && !bulletStart.MatchString(prev.text()) && !centred(l, prev) {
		return false // the first line of a paragraph is indented
	}
	room := prev.right - prev.x1
	if room < l.firstWord()+0.3*l.size || centred(l, prev) {
		return true
	}
	// Text that was not filled greedily leaves room too. A sentence that goes on with a small letter tells.
	first, _ := utf8.DecodeRuneInString(text)
	before := prev.text()
	if !unicode.IsLower(first) || endsSentence(before) {
		return false
	}
	return strings.HasSuffix(before, "-") || room < 0.5*(prev.right-prev.left)
}

func endsSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:;”\"»", last)
}

// leadingNumber matches the number at the beginning of an item or a note: "12 http://", "3. Approval".
var leadingNumber = regexp.MustCompile(`^(\d{1,3})[.)]?\s`)

// counts reports whether a line begins with the number that follows on the paragraph's: the next item, or the next note.
func counts(first, l line) bool {
	a, b := leadingNumber.FindStringSubmatch(first.text()), leadingNumber.FindStringSubmatch(l.text())
	if a == nil || b == nil {
		return false
	}
	n, _ := strconv.Atoi(a[1])
	m, _ := strconv.Atoi(b[1])
	return m == n+1
}

// centred reports whether two lines have their middle in common, but not their beginning, as the lines of titles do.
func centred(a, b line) bool {
	return math.Abs((a.x0+a.x1)-(b.x0+b.x1)) < a.size && math.Abs(a.x0-b.x0) > a.size
}

// noteNumber matches the beginning of a footnote whose number is not raised: "[12] See".
var noteNumber = regexp.MustCompile(`^\[\d{1,3}\]`)

// startsNote reports whether a line begins with a raised number, or with a number in brackets.
func startsNote(l line) bool {
	for _, g := range l.glyphs {
		if strings.TrimSpace(g.text) == "" {
			continue
		}
		if g.style.Has(corpus.Superscript) && (g.text[0] >= '0' && g.text[0] <= '9' || g.text == "*") {
			return true
		}
		break
	}
	return noteNumber.MatchString(l.text())
}

// typography is how a document sets its text.
type typography struct {
	body   float64   // size of most characters
	levels []float64 // sizes of headings, largest first
}

// newTypography counts the characters of a document by size. Sizes a sixth larger than the body's are those of headings;
// only the three largest are told apart.
func newTypography(pages [][]paragraph) typography {
	count := map[float64]int{}
	for _, page := range pages {
		for _, p := range page {
			for _, l := range p.lines {
				count[math.Round(l.size*2)/2] += len(l.glyphs)
			}
		}
	}
	t := typography{}
	for size, n := range count {
		if n > count[t.body] || n == count[t.body] && size > t.body {
			t.body = size
		}
	}
	for size := range count {
		if size >= t.body*7/6 {
			t.levels = append(t.levels, size)
		}
	}
	sortDescending(t.levels)
	return t
}

// Headings are at most this long.
const (
	maxHeading      = 200 // code points
	maxHeadingWords = 14  // where only weight tells
)

// level returns the level of a heading, 0 for other text. Larger text is a heading by itself; bold text of the body's size is
// one where it is short, begins like one and does not end like a sentence.
func (t typography) level(p paragraph) int {
	text := p.text()
	if utf8.RuneCountInString(text) > maxHeading || !strings.ContainsFunc(text, unicode.IsLetter) || len(p.lines) > 4 {
		return 0
	}
	size := math.Round(p.lines[0].size*2) / 2
	for i, s := range t.levels {
		if size >= s {
			return min(i+1, 3)
		}
	}
	if !p.lines[0].bold || size < t.body-0.5 || len(strings.Fields(text)) > maxHeadingWords || len(p.lines) > 2 {
		return 0
	}
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) && first != '¿' || strings.ContainsRune(".,;:", last) {
		return 0
	}
	return min(len(t.levels), 3) + 1
}

// text returns the text of a paragraph as its lines have it.
func (p paragraph) text() string {
	parts := make([]string, len(p.lines))
	for i := range p.lines {
		parts[i] = p.lines[i].text()
	}
	return strings.Join(parts, " ")
}

// block makes a block of a paragraph.
func (p paragraph) block(page int, t turned, words map[string]bool) corpus.Block {
	b := corpus.Block{Kind: p.kind, Level: p.level, Page: page, Box: p.box(t)}
	w := spanWriter{block: &b}
	for i := range p.lines {
		l := &p.lines[i]
		if i > 0 {
			w.newLine(l.text(), words)
		}
		l.each(func(g glyph, space bool) { w.write(g, space) })
	}
	w.flush()
	if m := bulletStart.FindString(b.Text()); b.Kind == corpus.ListItem && m != "" {
		cutFront(&b, len(m))
	}
	return b
}

// box returns the rectangle around a paragraph on the page as shown, to a tenth of a point.
func (p paragraph) box(t turned) *corpus.Box {
	box := corpus.Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, l := range p.lines {
		for _, corner := range [][2]float64{{l.x0, l.top}, {l.x1, l.bottom}} {
			x, y := t.back(corner[0], corner[1])
			box[0], box[1] = min(box[0], x), min(box[1], y)
			box[2], box[3] = max(box[2], x), max(box[3], y)
		}
	}
	for i, limit := range []float64{t.width, t.height, t.width, t.height} {
		box[i] = math.Round(max(0, min(limit, box[i]))*10) / 10
	}
	return &box
}

// cutFront takes bytes off the beginning of a block's text.
func cutFront(b *corpus.Block, n int) {
	for len(b.Spans) > 0 && n > 0 {
		s := &b.Spans[0]
		if n < len(s.Text) {
			s.Text = s.Text[n:]
			return
		}
		n -= len(s.Text)
		b.Spans = b.Spans[1:]
	}
}
