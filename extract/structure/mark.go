package structure

import (
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

// form is how a label is set in the text.
type form uint8

const (
	bracketed form = iota + 1 // [2]
	raised                    // a superscript span, or raised digits of Unicode
	linked                    // the words of a link to a place in the document, neither raised nor in brackets
	rounded                   // (2)
	starred                   // *, †
	dotted                    // 2. at the beginning of a line
	bare                      // 2 at the beginning of a line
	glued                     // 2 at the end of a word, after its style was lost
)

// plain reports whether a label of this form can hardly be anything but a marker or a note's label.
func (f form) plain() bool { return f == bracketed || f == raised }

// mark is a place that looks like a footnote marker or like the label of a note.
type mark struct {
	label
	block      int
	start, end int // offsets in the text, brackets included
	form       form
	target     string // name of the place in the document that it links to; "" none
	lead       bool   // it begins its line
	body       int    // of a lead mark: where the text behind it begins
	prev, next rune   // around it; 0 at the ends of the block
	prev2      rune   // before prev
}

// printed returns the label as it stands in the text.
func (m *mark) printed() string {
	switch m.form {
	case bracketed:
		return "[" + m.text + "]"
	case rounded:
		return "(" + m.text + ")"
	}
	return m.text
}

// scanner finds the marks of one block; its offsets count from the block's start.
type scanner struct {
	rs     []rune
	style  []uint8 // per rune: index into links + 1, 0 none
	raised []bool
	links  []string
	marks  []mark
	upto   int // marks end before this offset
}

// scanBlock returns the marks of a block in order of offset.
func (r *reader) scanBlock(i int) []mark {
	b := &r.c.Blocks[i]
	sc := r.scratch.reset(b)
	for j := range b.Spans {
		sc.add(&b.Spans[j], r.inPage(b.Spans[j].Link))
	}
	sc.scan()
	for k := range sc.marks {
		m := &sc.marks[k]
		m.block = i
		sc.surround(m)
		m.start += b.Start
		m.end += b.Start
		m.body += b.Start
	}
	return sc.marks
}

func (sc *scanner) reset(b *corpus.Block) *scanner {
	sc.rs, sc.style, sc.raised, sc.links = sc.rs[:0], sc.style[:0], sc.raised[:0], sc.links[:0]
	sc.marks, sc.upto = nil, 0
	return sc
}

func (sc *scanner) add(s *corpus.Span, target string) {
	link := uint8(0)
	if target != "" {
		if n := len(sc.links); (n == 0 || sc.links[n-1] != target) && n < 254 {
			sc.links = append(sc.links, target)
		}
		link = uint8(len(sc.links))
	}
	for _, c := range s.Text {
		sc.rs = append(sc.rs, c)
		sc.style = append(sc.style, link)
		sc.raised = append(sc.raised, s.Style.Has(corpus.Superscript))
	}
}

func (sc *scanner) scan() {
	lineStart := true
	for i := 0; i < len(sc.rs); i++ {
		c := sc.rs[i]
		if i >= sc.upto {
			switch {
			case sc.raised[i] && (i == 0 || !sc.raised[i-1]):
				sc.raisedRun(i)
			case superDigit(c) >= 0 && (i == 0 || superDigit(sc.rs[i-1]) < 0):
				sc.unicodeRun(i)
			case sc.style[i] > 0 && (i == 0 || sc.style[i-1] != sc.style[i]):
				sc.linkRun(i)
			}
		}
		if i >= sc.upto {
			switch {
			case c == '[':
				sc.inBrackets(i, ']', bracketed)
			case c == '(':
				sc.inBrackets(i, ')', rounded)
			case symbolRune(c):
				sc.symbols(i)
			case lineStart && c >= '0' && c <= '9':
				sc.leading(i)
			}
		}
		lineStart = c == '\n' || lineStart && unicode.IsSpace(c)
	}
}

// raisedRun reads the superscript spans from i on: one label, or several as in "3, 4".
func (sc *scanner) raisedRun(i int) {
	j := i
	for j < len(sc.rs) && sc.raised[j] {
		j++
	}
	sc.labels(i, j, raised)
}

func (sc *scanner) unicodeRun(i int) {
	j := i
	for j < len(sc.rs) && superDigit(sc.rs[j]) >= 0 {
		j++
	}
	sc.labels(i, j, raised)
}

// linkRun reads the words of a link to a place in the document.
func (sc *scanner) linkRun(i int) {
	j := i
	for j < len(sc.rs) && sc.style[j] == sc.style[i] {
		j++
	}
	if j-i <= 12 {
		sc.labels(i, j, linked)
	}
}

// inBrackets reads "[2]", "[3, 4]", "(2)"; "[12 months]", "[...]" and "[2019]" are no labels.
func (sc *scanner) inBrackets(i int, closing rune, f form) {
	for j := i + 1; j < len(sc.rs) && j-i <= 20; j++ {
		if sc.rs[j] == closing {
			if j > i+1 {
				sc.labels(i+1, j, f)
			}
			return
		}
		if sc.rs[j] == '[' || sc.rs[j] == '(' || sc.rs[j] == '\n' {
			return
		}
	}
}

// labels reads the runes from i to j as one or more labels and adds a mark for each. Where one is no label, none is.
func (sc *scanner) labels(i, j int, f form) {
	i, j = sc.trim(i, j)
	if j-i >= 2 && sc.rs[i] == '[' && sc.rs[j-1] == ']' && !containsRune(sc.rs[i+1:j-1], ']') {
		sc.labels(i+1, j-1, bracketed)
		return
	}
	if j-i >= 3 && sc.rs[i] == '(' && sc.rs[j-1] == ')' {
		sc.labels(i+1, j-1, max(f, rounded))
		return
	}
	if i >= j || j-i > 40 {
		return
	}
	found := sc.split(i, j, f)
	if found == nil {
		return
	}
	first, last := &found[0], &found[len(found)-1]
	first.start, last.end = sc.brackets(i, j, first)
	if first.form != f {
		for k := range found {
			found[k].form = first.form
		}
	}
	sc.marks = append(sc.marks, found...)
	sc.upto = last.end
}

func containsRune(rs []rune, r rune) bool {
	for _, c := range rs {
		if c == r {
			return true
		}
	}
	return false
}

func (sc *scanner) trim(i, j int) (int, int) {
	for i < j && unicode.IsSpace(sc.rs[i]) {
		i++
	}
	for i < j && unicode.IsSpace(sc.rs[j-1]) {
		j--
	}
	return i, j
}

// brackets widens a run of labels by the brackets around it and corrects the form: "[" and "]" may be styled otherwise than
// the number.
func (sc *scanner) brackets(i, j int, m *mark) (start, end int) {
	a, b := i, j
	for a > 0 && sc.rs[a-1] == ' ' {
		a--
	}
	for b < len(sc.rs) && sc.rs[b] == ' ' {
		b++
	}
	if a > 0 && b < len(sc.rs) {
		switch {
		case sc.rs[a-1] == '[' && sc.rs[b] == ']':
			m.form = bracketed
			return a - 1, b + 1
		case sc.rs[a-1] == '(' && sc.rs[b] == ')':
			if m.form != raised {
				m.form = rounded
			}
			return a - 1, b + 1
		}
	}
	return i, j
}

// split cuts "3, 4" into its labels. A separator belongs to the mark before it; "3-5" holds 4 as well.
func (sc *scanner) split(i, j int, f form) []mark {
	var found []mark
	span := false
	for a := sc.separator(i, j); a < j; {
		b := a
		for b < j && !separates(sc.rs[b]) {
			b++
		}
		l, ok := parseLabel(strings.TrimRight(string(sc.rs[a:b]), "."))
		if !ok || f == linked && l.series == letters {
			return nil
		}
		m := mark{label: l, start: a, end: sc.separator(b, j), form: f}
		next := m.end
		if a > i && sc.rs[a-1] == '[' && b < j && sc.rs[b] == ']' { // "[3][4]" in one run
			m.start, m.end, m.form = a-1, b+1, bracketed
		}
		if k := sc.style[a]; k > 0 {
			m.target = sc.links[k-1]
		}
		if span {
			found = append(found, between(found[len(found)-1], m)...)
		}
		span = next == b+1 && next < j && (sc.rs[b] == '-' || sc.rs[b] == '–')
		found = append(found, m)
		a = next
	}
	return found
}

// between returns the marks that a range like "3-5" leaves out; they stand where the dash does.
func between(a, b mark) []mark {
	if a.series != digits || b.series != digits || b.number-a.number > 10 {
		return nil
	}
	var found []mark
	for n := a.number + 1; n < b.number; n++ {
		found = append(found, mark{label: label{itoa(n), itoa(n), n, digits}, start: a.end - 1, end: a.end, form: a.form})
	}
	return found
}

// separator returns the offset behind the separators at i.
func (sc *scanner) separator(i, j int) int {
	for i < j && separates(sc.rs[i]) {
		i++
	}
	return i
}

func separates(r rune) bool { return strings.ContainsRune(",;–-][", r) || unicode.IsSpace(r) }

// symbols reads one or more equal note symbols. "§" alone is the sign of a law's sections unless it touches a word.
func (sc *scanner) symbols(i int) {
	j := i
	for j < len(sc.rs) && sc.rs[j] == sc.rs[i] {
		j++
	}
	if l, ok := parseLabel(string(sc.rs[i:j])); ok {
		sc.marks = append(sc.marks, mark{label: l, start: i, end: j, form: starred})
		sc.upto = j
	}
}

// leading reads a number that begins a line: "2. text", "2) text", "2 text".
func (sc *scanner) leading(i int) {
	j := i
	for j < len(sc.rs) && sc.rs[j] >= '0' && sc.rs[j] <= '9' && j-i < 4 {
		j++
	}
	l, ok := parseLabel(string(sc.rs[i:j]))
	if !ok {
		return
	}
	f := bare
	if j < len(sc.rs) && strings.ContainsRune(".):", sc.rs[j]) {
		f = dotted
		j++
	}
	if j < len(sc.rs) && !unicode.IsSpace(sc.rs[j]) {
		return
	}
	sc.marks = append(sc.marks, mark{label: l, start: i, end: j, form: f})
	sc.upto = j
}

// surround sets what stands around a mark and whether it begins its line.
func (sc *scanner) surround(m *mark) {
	a := m.start
	for a > 0 && sc.rs[a-1] != '\n' && unicode.IsSpace(sc.rs[a-1]) {
		a--
	}
	m.lead = a == 0 || sc.rs[a-1] == '\n'
	if m.start > 0 {
		m.prev = sc.rs[m.start-1]
	}
	if m.start > 1 {
		m.prev2 = sc.rs[m.start-2]
	}
	if m.end < len(sc.rs) {
		m.next = sc.rs[m.end]
	}
	b := m.end
	for b < len(sc.rs) && (unicode.IsSpace(sc.rs[b]) && sc.rs[b] != '\n' || b-m.end < 2 && strings.ContainsRune(".):", sc.rs[b])) {
		b++
	}
	m.body = b
}
