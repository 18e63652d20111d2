package structure

import (
	"strconv"
	"strings"
	"unicode"
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
	from := sc.noteWord(i, j, f)
	found := sc.split(from, j, f)
	if found == nil {
		return
	}
	if from > i {
		found[0].text = string(sc.rs[i:from]) + found[0].text
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

// noteWord returns the offset behind the word in "[note 4]", or i.
func (sc *scanner) noteWord(i, j int, f form) int {
	if !f.plain() {
		return i
	}
	k := i
	for k < j && unicode.IsLetter(sc.rs[k]) {
		k++
	}
	if k == i || k+1 >= j || !unicode.IsSpace(sc.rs[k]) || !vocabulary().noteWords[strings.ToLower(string(sc.rs[i:k]))] {
		return i
	}
	return k + 1
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
		found = append(found, mark{label: label{strconv.Itoa(n), strconv.Itoa(n), n, digits}, start: a.end - 1, end: a.end, form: a.form})
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
