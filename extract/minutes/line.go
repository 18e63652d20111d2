package minutes

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// line is a line of the document that was written as one: a heading, an item, a paragraph, a line between breaks, a cell of a table of
// labels. A table is one line with its block.
type line struct {
	text       string // white space as it is
	start, end int    // offsets in the document's text
	kind       corpus.BlockKind
	label      string // number of an item as its list or its text has it
	level      int    // of a heading
	block      int
	table      *corpus.Block // nil when it is none
	cell       bool          // it was a cell of a table of labels
}

// linesOf returns the lines of a document in order, running heads and feet left out.
func linesOf(c *corpus.Content, l *language) (out []line) {
	for i := range c.Blocks {
		b := &c.Blocks[i]
		switch {
		case b.Kind == corpus.Furniture || b.Kind == corpus.Note:
		case b.Kind == corpus.Table:
			out = append(out, tableLines(c, b, i, l)...)
		default:
			for _, x := range textLines(b, i) {
				out = append(out, l.inlineHeads(x)...)
			}
		}
	}
	return out
}

// textLines parts a block at its line breaks.
func textLines(b *corpus.Block, i int) (out []line) {
	at := b.Start
	for k, text := range strings.Split(b.Text(), "\n") {
		n := utf8.RuneCountInString(text)
		if strings.TrimSpace(text) != "" {
			l := line{text: text, start: at, end: at + n, kind: b.Kind, level: b.Level, block: i}
			if k == 0 {
				l.label = b.Label
			}
			out = append(out, l.trimmed().unnumbered())
		}
		at += n + 1
	}
	return out
}

// inlineHeads parts a line where a head of those who were there, or were not, stands in its midst: "... and Tilos. Absent: None."
func (l *language) inlineHeads(x line) []line {
	for from := 0; ; {
		i := strings.IndexByte(x.text[from:], ':')
		if i < 0 {
			return []line{x}
		}
		i += from
		from = i + 1
		if at := l.headBefore(x.text[:i]); at > 0 {
			return append([]line{x.upto(at)}, l.inlineHeads(x.after(at))...)
		}
	}
}

// headBefore returns where the head of people begins that a text ends with; -1 when it ends with none. It begins with a capital.
func (l *language) headBefore(s string) int {
	ts := tokensOf(s)
	for i := max(0, len(ts)-headWords); i < len(ts); i++ {
		tail := s[ts[i].start:]
		kind, ok := l.sectionOf(head(tail))
		if ok && (kind == "absent" || kind == "attendees") && startsUpper(tail) {
			return ts[i].start
		}
	}
	return -1
}

// headWords is how many words such a head has at most.
const headWords = 5

// trimmed returns the line without white space around it.
func (l line) trimmed() line {
	left := utf8.RuneCountInString(l.text) - utf8.RuneCountInString(strings.TrimLeftFunc(l.text, unicode.IsSpace))
	right := utf8.RuneCountInString(l.text) - utf8.RuneCountInString(strings.TrimRightFunc(l.text, unicode.IsSpace))
	l.text, l.start, l.end = strings.TrimSpace(l.text), l.start+left, l.end-right
	return l
}

// The ways in which items are numbered, tried in order. The number is group 1.
var numberings = []*regexp.Regexp{
	regexp.MustCompile(`^\(?(\d{1,3}(?:\.\d{1,2}){0,3}|\d{1,2}-[A-Z]|[IVXivx]{1,5}|[a-zA-Z])\s?(?:[.)°º]\s?-|[.)]|\.?[-–—])\s+`), // "1. ", "3) ", "IV.- ", "a) ", "4.1. ", "2 - "
	regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}-[A-Z])\.?\s+`),                                                       // "4.1 ", "4-A "
	regexp.MustCompile(`^(\d{1,2})\s+`), // "3 Any other business", where a list lost its stop
	regexp.MustCompile(`(?i)^((?:primer|segund|tercer|cuart|quint|sext|s[eé]ptim|octav|noven|d[eé]cim)[oa]?)\s?[.:)]\s?-?\s*`),                                         // "PRIMERO.- "
	regexp.MustCompile(`(?i)^((?:acuerdo|decision|décision|resolution|resolución|agreement|deliberação|action)\s+(?:n[oº°.]*\s*)?[A-Z0-9][A-Z0-9./-]*)\s?[.:)–-]+\s*`), // "ACUERDO GT-03/2021: "
}

// bullet matches a bullet, also as recognition reads one: "e El CS", "+ Acuerdos".
var bullet = regexp.MustCompile(`^(?:[•●○▪■◦·∙*»¢]\s*|[–—-]\s+|[+eo]\s+\p{Lu})`)

// number parts the number of an item from its text; ok is false when there is none.
func number(s string) (n, rest string, ok bool) {
	for _, p := range numberings {
		if m := p.FindStringSubmatchIndex(s); m != nil && m[1] < len(s) {
			return s[m[2]:m[3]], s[m[1]:], true
		}
	}
	return "", s, false
}

// unnumbered returns the line without the bullet or the number in front of it, which becomes its label.
func (l line) unnumbered() line {
	if m := bullet.FindString(l.text); m != "" {
		if r, size := utf8.DecodeLastRuneInString(m); unicode.IsUpper(r) {
			m = m[:len(m)-size]
		}
		l = l.after(len(m))
		l.kind = corpus.ListItem
	}
	if n, rest, ok := number(l.text); ok && l.kind != corpus.Heading {
		l.label = n
		l = l.after(len(l.text) - len(rest))
		l.kind = corpus.ListItem
	}
	return l
}

// after returns the line from a byte of its text on, without white space there.
func (l line) after(i int) line {
	l.start += utf8.RuneCountInString(l.text[:i])
	l.text = l.text[i:]
	return l.trimmed()
}

// upto returns the line up to a byte of its text.
func (l line) upto(i int) line {
	l.end = l.start + utf8.RuneCountInString(l.text[:i])
	l.text = l.text[:i]
	return l.trimmed()
}

// value returns the line's text with single spaces.
func (l line) value() string { return strings.Join(strings.Fields(l.text), " ") }

// quote returns the line as evidence.
func (l line) quote(c *corpus.Content) corpus.TextQuote {
	return corpus.TextQuote{Page: c.PageAt(l.start), Start: l.start, End: l.end, Quote: c.Text().Slice(l.start, l.end)}
}

// tableLines returns a table as one line, or the cells of a table of labels as lines: of two columns whose first are labels or heads of
// sections.
func tableLines(c *corpus.Content, b *corpus.Block, i int, l *language) (out []line) {
	whole := line{text: b.Text(), start: b.Start, end: b.End, kind: corpus.Table, block: i, table: b}
	if !isLabels(c, b, l) {
		return []line{whole}
	}
	for _, cell := range b.Cells {
		text := c.Text().Slice(cell.Start, cell.End)
		at := cell.Start
		for _, t := range strings.Split(text, "\n") {
			n := utf8.RuneCountInString(t)
			if strings.TrimSpace(t) != "" {
				part := line{text: t, start: at, end: at + n, kind: corpus.Paragraph, block: i, cell: true}
				out = append(out, part.trimmed())
			}
			at += n + 1
		}
	}
	return out
}

// isLabels reports whether three cells that begin a row are labels or heads of sections, or two of a few.
func isLabels(c *corpus.Content, b *corpus.Block, l *language) bool {
	labels, rows, wide := 0, 0, 0
	for _, cell := range b.Cells {
		wide = max(wide, cell.Col+max(1, cell.ColSpan))
		if cell.Col != 0 {
			continue
		}
		rows++
		text := head(c.Text().Slice(cell.Start, cell.End))
		if len(text) > 40 {
			continue
		}
		if _, ok := l.labelOf(text); ok {
			labels++
		} else if _, ok := l.sectionOf(text); ok {
			labels++
		}
	}
	return labels >= 3 || labels == 2 && rows <= 4 && wide <= 4
}

// labelOf returns which label a folded text is: date, place, body.
func (l *language) labelOf(s string) (string, bool) {
	for _, kind := range []string{"date", "place", "body"} {
		if in(s, l.Labels[kind]) {
			return kind, true
		}
	}
	return "", false
}

// sectionOf returns which section a folded text heads.
func (l *language) sectionOf(s string) (string, bool) {
	for _, kind := range sectionKinds {
		if in(s, l.Sections[kind]) {
			return kind, true
		}
	}
	return "", false
}
