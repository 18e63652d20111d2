package minutes

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// The kinds of section, in the order in which a head is looked up.
var sectionKinds = []string{"former", "absent", "attendees", "agenda", "agreements", "signatures", "other"}

// section is the lines under a head.
type section struct {
	kind  string
	head  line
	lines []line // what stands in the head's line behind a colon comes first
}

// document is minutes that are being read.
type document struct {
	c        *corpus.Content
	l        *language
	lines    []line
	flat     bool   // a table of labels reached us as lines
	front    []line // before the first section
	sections []section
}

func newDocument(c *corpus.Content, l *language) *document {
	d := &document{c: c, l: l, lines: linesOf(c, l)}
	d.flat = d.isFlat()
	var open *section
	for _, x := range d.lines {
		kind, rest, ok := d.headOf(x)
		switch {
		case ok:
			d.sections = append(d.sections, section{kind: kind, head: x})
			open = &d.sections[len(d.sections)-1]
			if rest.text != "" {
				open.lines = append(open.lines, rest)
			}
		case open == nil:
			d.front = append(d.front, x)
		case d.closes(open, x):
			d.sections = append(d.sections, section{kind: "other", head: x, lines: []line{x}})
			open = &d.sections[len(d.sections)-1]
		default:
			open.lines = append(open.lines, x)
		}
	}
	return d
}

// closes reports whether a line ends a section without heading one that is known: a heading that is not below the section's, or a label with
// its value.
func (d *document) closes(open *section, x line) bool {
	if x.kind == corpus.Heading {
		return (open.head.level == 0 || x.level <= open.head.level) && len(d.columnOrder(x)) < 2
	}
	if _, ok := d.l.labelOf(head(x.text)); ok && x.cell {
		return true
	}
	_, _, ok := d.labelled(x)
	return ok && open.kind != "other"
}

// longestHead is how many characters a head has at most; longer ones are sentences.
const longestHead = 60

// headBreak matches what parts a head from what follows in its line: "Present: ", "ROLL CALL - Present: ", "Asistentes.".
var headBreak = regexp.MustCompile(`\s*[:;]\s*|\s+[-–—]+\s+|\.\s*[-–—]\s*|\.\s+`)

// headOf reports whether a line heads a section, and what of the section stands behind the head.
func (d *document) headOf(x line) (kind string, rest line, ok bool) {
	if x.table != nil {
		return "", rest, false
	}
	if utf8.RuneCountInString(x.text) <= longestHead {
		if kind, ok = d.l.sectionOf(head(x.text)); ok {
			return kind, line{}, x.standsAlone(kind)
		}
	}
	if rest, ok := d.flatHead(x); ok {
		return "attendees", rest, true
	}
	for _, m := range headBreak.FindAllStringIndex(x.text, 3) {
		if m[0] > longestHead {
			break
		}
		kind, found := d.l.sectionOf(lastHead(head(x.text[:m[0]]), d.l))
		if !found || kind == "other" && !strings.Contains(x.text[m[0]:m[1]], ":") || !strings.ContainsAny(x.text[m[0]:m[1]], ":;") && kind != "attendees" && kind != "absent" {
			continue
		}
		rest = x.after(m[1])
		if k, r, again := d.headOf(rest); again && r.text != "" { // "ROLL CALL - Present: ..."
			return k, r, true
		}
		return kind, rest.unnumbered(), true
	}
	return "", rest, false
}

// lastHead returns the head that a folded text ends with, where words that qualify it stand before: "los acuerdos", "staff present".
func lastHead(s string, l *language) string {
	if _, ok := l.sectionOf(s); ok {
		return s
	}
	for _, kind := range []string{"attendees", "absent"} { // "asistentes por la sociedad civil"
		if p, ok := begins(s, l.Sections[kind]); ok {
			if _, ok := begins(strings.TrimSpace(s[len(p):]), l.For); ok {
				return p
			}
		}
	}
	words := strings.Fields(s)
	for i := 1; i < len(words); i++ {
		if tail := strings.Join(words[i:], " "); len(tail) > 3 {
			if _, ok := l.sectionOf(tail); ok {
				return tail
			}
		}
	}
	return s
}

// standsAlone reports whether a line that reads as a head is one: an item of a list is one only where it names who is there, for items of
// an agenda are called as sections are.
func (x line) standsAlone(kind string) bool {
	if x.kind != corpus.ListItem || kind == "attendees" || kind == "absent" || kind == "agreements" {
		return true
	}
	return strings.HasSuffix(x.text, ":") || isCapitals(x.text)
}

func isCapitals(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }

// labelled returns the value behind a label in a line: "Fecha: 4 de agosto de 2018".
func (d *document) labelled(x line) (kind string, value line, ok bool) {
	if x.table != nil {
		return "", value, false
	}
	i := strings.IndexByte(x.text, ':')
	if i < 0 {
		return d.flatLabel(x)
	}
	if i > longestHead {
		return "", value, false
	}
	kind, ok = d.l.labelOf(head(x.text[:i]))
	if !ok {
		return "", value, false
	}
	return kind, x.after(i + 1), true
}

// flatLabel returns the value behind a label without a colon, where a table of labels reached us as lines: "Fecha Viernes 30 de abril de 2021".
// Such a document has more than one.
func (d *document) flatLabel(x line) (kind string, value line, ok bool) {
	if !d.flat || utf8.RuneCountInString(x.text) > longestFlat {
		return "", value, false
	}
	for _, kind := range []string{"date", "place"} {
		p, found := begins(fold(x.text), d.l.Labels[kind])
		if !found {
			continue
		}
		value = x.after(skip(x.text, len(strings.Fields(p))))
		if startsUpper(value.text) {
			return kind, value, true
		}
	}
	return "", value, false
}

// longestFlat is how many characters a line of a label and its value has at most.
const longestFlat = 90

// isFlat reports whether lines have two labels with a value and without a colon, one of them a day.
func (d *document) isFlat() bool {
	d.flat = true
	dates, places := 0, 0
	for _, x := range d.lines[:min(len(d.lines), frontLines)] {
		if strings.Contains(x.text, ":") || x.table != nil {
			continue
		}
		switch kind, v, _ := d.flatLabel(x); kind {
		case "date":
			if _, _, ok := d.day(v); ok {
				dates++
			}
		case "place":
			places++
		}
	}
	return dates == 1 && places == 1
}

// flatHead returns what stands behind the head of a list of people that has no colon: "Asistentes Carlos Alberto Arredondo".
func (d *document) flatHead(x line) (rest line, ok bool) {
	if !d.flat || utf8.RuneCountInString(x.text) > longestFlat {
		return x, false
	}
	p, found := begins(fold(x.text), d.l.Sections["attendees"])
	if !found {
		return x, false
	}
	rest = x.after(skip(x.text, len(strings.Fields(p))))
	return rest, d.isName(rest.text) && len(strings.Fields(rest.text)) >= 2
}

// sectionsOf returns the sections of a kind.
func (d *document) sectionsOf(kind string) (out []section) {
	for _, s := range d.sections {
		if s.kind == kind && len(s.lines) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// values returns what stands behind each label of a kind, in the whole document: a value in the label's line or, in a table of labels
// and below a label that stands alone, the next line.
func (d *document) values(kind string) (out []line) {
	for i, x := range d.lines {
		if k, v, ok := d.labelled(x); ok && k == kind {
			if v.text == "" && i+1 < len(d.lines) {
				v = d.lines[i+1]
			}
			out = append(out, v)
			continue
		}
		if k, ok := d.l.labelOf(head(x.text)); ok && k == kind && x.table == nil && i+1 < len(d.lines) && (x.cell && d.lines[i+1].cell || x.kind == corpus.Heading) {
			out = append(out, d.lines[i+1])
		}
	}
	return out
}
