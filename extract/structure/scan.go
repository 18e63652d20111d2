package structure

import (
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

// scanner finds the marks of one block; its offsets count from the block's start.
type scanner struct {
	rs     []rune
	style  []int // per rune: index into links + 1, 0 none
	raised []bool
	links  []string
	marks  []mark
	upto   int  // marks end before this offset
	note   bool // the block is marked as a note
}

// scanBlock returns the marks of a block in order of offset.
func (r *reader) scanBlock(i int) []mark {
	b := &r.c.Blocks[i]
	sc := r.scratch.reset()
	for j := range b.Spans {
		sc.add(&b.Spans[j], r.inPage(b.Spans[j].Link))
	}
	sc.note = b.Kind == corpus.Note
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

func (sc *scanner) reset() *scanner {
	sc.rs, sc.style, sc.raised, sc.links = sc.rs[:0], sc.style[:0], sc.raised[:0], sc.links[:0]
	sc.marks, sc.upto = nil, 0
	return sc
}

func (sc *scanner) add(s *corpus.Span, target string) {
	link := 0
	if target != "" {
		if n := len(sc.links); n == 0 || sc.links[n-1] != target {
			sc.links = append(sc.links, target)
		}
		link = len(sc.links)
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
	if j < len(sc.rs) && !unicode.IsSpace(sc.rs[j]) && !(sc.note && opens(sc.rs[j]) && !unicode.IsDigit(sc.rs[j])) {
		return // in a note, "1Minutes of ..." is a raised number that lost its style
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
