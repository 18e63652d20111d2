package sample

import (
	"regexp"
	"strings"
)

// A manuscript is the text that a PDF or a DOCX is made of, in a few marks of Markdown's kind:
//
//	# Heading         also ## and ###
//	- item            1. item
//	| cell | ^cell |  a table; a row of dashes under the first makes that the header; ^ turns a cell of it upright
//	---               a new page
//	words[^3]         a footnote's marker
//	[^3]: words       the footnote, at any place; the same number again is its next paragraph
//	[words](URL)      a link; a bare URL is one, too
//
// Everything else is a paragraph, which ends at an empty line.
type manuscript struct {
	title    string
	running  string // running head; none when empty
	language string // BCP 47
	blocks   []passage
	notes    map[string][][]run // paragraphs by label
}

type passageKind int

const (
	paragraph passageKind = iota
	heading
	bullet
	numbered
	table
	pageBreak
)

// passage is one block of a manuscript.
type passage struct {
	kind   passageKind
	level  int       // of a heading, from 1
	label  string    // of a numbered item, "1."
	runs   []run     // of everything but a table
	rows   [][][]run // of a table: rows, cells
	header bool      // the first row of a table is its header
}

// run is text with one meaning.
type run struct {
	text   string
	link   string // URL
	marker bool   // text is a footnote's label
}

var (
	// noteLine matches "[^3]: words"; label and words are groups 1 and 2.
	noteLine = regexp.MustCompile(`^\[\^(\w+)\]: (.+)$`)
	// itemLine matches "12. words"; label and words are groups 1 and 2.
	itemLine = regexp.MustCompile(`^(\d+\.) (.+)$`)
	// ruleLine matches "|---|---|", the line under a table's header.
	ruleLine = regexp.MustCompile(`^\|(-+\|)+$`)
	// inline matches a marker "[^3]" (group 1), a link "[words](URL)" (groups 2 and 3) or a bare URL (group 4), which does
	// not end in a mark of the sentence.
	inline = regexp.MustCompile(`\[\^(\w+)\]|\[([^\]]+)\]\((\S+)\)|(https?://[^\s)]*[^\s).,;:”])`)
)

func parseManuscript(text string) *manuscript {
	m := &manuscript{notes: map[string][][]run{}}
	var open []string // lines of the paragraph at hand
	flush := func() {
		if len(open) > 0 {
			m.blocks = append(m.blocks, passage{kind: paragraph, runs: runs(strings.Join(open, " "))})
			open = nil
		}
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if p, ok := m.special(line); ok {
			flush()
			if p != nil {
				m.blocks = append(m.blocks, *p)
			}
			continue
		}
		open = append(open, line)
	}
	flush()
	return m
}

// special reads a line that is no part of a paragraph; nil when it adds no block.
func (m *manuscript) special(line string) (*passage, bool) {
	switch {
	case line == "":
		return nil, true
	case line == "---":
		return &passage{kind: pageBreak}, true
	case strings.HasPrefix(line, "#"):
		words := strings.TrimLeft(line, "#")
		return &passage{kind: heading, level: len(line) - len(words), runs: runs(strings.TrimSpace(words))}, true
	case strings.HasPrefix(line, "- "):
		return &passage{kind: bullet, runs: runs(line[2:])}, true
	case strings.HasPrefix(line, "|"):
		return m.row(line), true
	}
	if n := noteLine.FindStringSubmatch(line); n != nil {
		m.notes[n[1]] = append(m.notes[n[1]], runs(n[2]))
		return nil, true
	}
	if n := itemLine.FindStringSubmatch(line); n != nil {
		return &passage{kind: numbered, label: n[1], runs: runs(n[2])}, true
	}
	return nil, false
}

// row adds a row to the table that ends the manuscript so far, or begins one. A table ends at any other block.
func (m *manuscript) row(line string) *passage {
	var last *passage
	if n := len(m.blocks); n > 0 && m.blocks[n-1].kind == table {
		last = &m.blocks[n-1]
	}
	if ruleLine.MatchString(line) {
		if last != nil {
			last.header = true
		}
		return nil
	}
	var cells [][]run
	for cell := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
		cells = append(cells, runs(strings.TrimSpace(cell)))
	}
	if last == nil {
		return &passage{kind: table, rows: [][][]run{cells}}
	}
	last.rows = append(last.rows, cells)
	return nil
}

// runs splits a text at its markers and links.
func runs(text string) []run {
	var out []run
	add := func(r run) {
		if r.text != "" {
			out = append(out, r)
		}
	}
	at := 0
	for _, m := range inline.FindAllStringSubmatchIndex(text, -1) {
		add(run{text: text[at:m[0]]})
		switch {
		case m[2] >= 0:
			add(run{text: text[m[2]:m[3]], marker: true})
		case m[4] >= 0:
			add(run{text: text[m[4]:m[5]], link: text[m[6]:m[7]]})
		default:
			add(run{text: text[m[8]:m[9]], link: text[m[8]:m[9]]})
		}
		at = m[1]
	}
	add(run{text: text[at:]})
	return out
}

// words returns the text of runs.
func words(rs []run) string {
	var sb strings.Builder
	for _, r := range rs {
		sb.WriteString(r.text)
	}
	return sb.String()
}

// plain returns the manuscript as plain text, as an export gives it: a block a line, cells apart by tabs.
func (m *manuscript) plain() string {
	var sb strings.Builder
	for _, b := range m.blocks {
		switch b.kind {
		case pageBreak:
			continue
		case bullet:
			sb.WriteString("* " + words(b.runs))
		case numbered:
			sb.WriteString(b.label + " " + words(b.runs))
		case table:
			for i, row := range b.rows {
				for j, cell := range row {
					if j > 0 {
						sb.WriteByte('\t')
					}
					sb.WriteString(words(cell))
				}
				if i < len(b.rows)-1 {
					sb.WriteByte('\n')
				}
			}
		default:
			sb.WriteString(words(b.runs))
		}
		sb.WriteByte('\n')
	}
	return sb.String()
}
