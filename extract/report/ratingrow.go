package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// ratingRow is one commitment's part of a rating table: a row, or several where midterm and end of term have one each.
type ratingRow struct {
	heading heading
	title   *gridCell // names the commitment; nil for none
	lines   []ratingLine
	starred *gridCell // bears its star; nil for none
}

// ratingLine is one row of cells of a commitment.
type ratingLine struct {
	row   int
	term  term
	label *gridCell // says the term
	both  bool      // the cells of midterm and end of term were not parted
}

// mostDigits is how many digits the number of a commitment has at most between its points; a year is none.
const mostDigits = 3

// numberedTitle reads "3. Title", "✪ 4.2 Title", "3 – Title", "1a) Title" or "3" at the start of a cell.
func numberedTitle(text string) (number, title string, ok bool) {
	rest := strings.TrimLeft(withoutStars(text), "#•-–— ")
	for _, sign := range [...]string{"No.", "No ", "N.º", "N.°", "Nº", "N°", "C"} { // "C3. Title"
		if after, ok := strings.CutPrefix(rest, sign); ok && strings.TrimLeft(after, " ") != "" && after[0] != '.' {
			if after = strings.TrimLeft(after, " "); after[0] >= '0' && after[0] <= '9' {
				rest = after
			}
		}
	}
	n := 0
	for n < len(rest) && (rest[n] >= '0' && rest[n] <= '9' || rest[n] == '.' && n > 0 && n+1 < len(rest) && rest[n+1] >= '0' && rest[n+1] <= '9') {
		n++
	}
	for part := range strings.SplitSeq(rest[:n], ".") {
		if len(part) == 0 || len(part) > mostDigits {
			return "", "", false
		}
	}
	number, rest = rest[:n], rest[n:]
	if len(rest) > 0 && (rest[0] >= 'a' && rest[0] <= 'z' && (len(rest) == 1 || strings.ContainsRune(".):- ", rune(rest[1]))) ||
		rest[0] >= 'A' && rest[0] <= 'Z' && (len(rest) == 1 || strings.ContainsRune(".):", rune(rest[1])))) { // "1a.", but not "3D printing"
		number, rest = number+rest[:1], rest[1:]
	}
	if len(rest) > 2 && rest[0] == '.' && rest[1] >= 'a' && rest[1] <= 'z' && strings.ContainsRune(".):", rune(rest[2])) { // "1.a."
		number, rest = number+rest[:2], rest[2:]
	}
	if len(rest) > 1 && rest[0] == '.' && rest[1] >= 'A' && rest[1] <= 'Z' && (len(rest) == 2 || strings.IndexByte(".):", rest[2]) >= 0 ||
		rest[2] == ' ' && strings.Contains(number, ".")) { // "2.3.2.A Title", but not "3.A title"
		number, rest = number+rest[:2], rest[2:]
	}
	title = strings.TrimLeft(rest, ".):-–—| \u00a0")
	if title == rest && rest != "" {
		return "", "", false // "3D printing", "10% of ..."
	}
	if strings.HasPrefix(strings.TrimSpace(rest), "%") || strings.HasPrefix(rest, " %") {
		return "", "", false
	}
	return number, withoutStars(title), true
}

// numbered reports whether a cell begins with the number of a commitment.
func numbered(text string) bool {
	_, _, ok := numberedTitle(text)
	return ok
}

// ratingRows returns the commitments of the rows behind a head, up to a row before the next head.
func (a *annex) ratingRows(g *grid, h *header, to int) []ratingRow {
	var rows []ratingRow
	for r := h.from; r < to; r++ {
		x := a.ratingRow(g, h, r)
		last := len(rows) - 1
		switch bare := x.bare(g, h); {
		case last >= 0 && x.title == nil && !bare: // a further line of the commitment above
			rows[last].add(x)
		case last >= 0 && x.title != nil && len(x.heading.numbers) == 0 && goesOn(rows[last].heading.title, x.title.text) && (bare || rows[last].bare(g, h)):
			rows[last].add(x)
			rows[last].heading.title += " " + x.heading.title
		case last < 0 && bare && x.title != nil && len(x.heading.numbers) == 0 && goesOn(a.lastRow.title, x.title.text):
			a.extendTitle(x.heading.title)
		case x.title != nil || !bare:
			rows = append(rows, x)
		}
	}
	return rows
}

// add takes the lines of a row that belongs to the same commitment.
func (x *ratingRow) add(y ratingRow) {
	x.lines = append(x.lines, y.lines...)
	if x.starred == nil {
		x.starred = y.starred
	}
}

// goesOn reports whether a text goes on with a title: it does not begin as titles do, or the title does not end as they do.
func goesOn(title, text string) bool {
	if title == "" || text == "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(first) || first == '(' || strings.HasSuffix(title, ",") || strings.HasSuffix(title, "-")
}

// extendTitle adds the words behind a page break to the title that the last row of the table before ends with.
func (a *annex) extendTitle(words string) {
	for _, n := range a.lastRow.numbers {
		if i, ok := a.index[n]; ok && a.out.Commitments[i].Title == a.lastRow.title {
			a.out.Commitments[i].Title += " " + words
		}
	}
}

// bare reports whether no cell of the row stands under the ratings' heads with words, a sign or a ground of its own.
func (x *ratingRow) bare(g *grid, h *header) bool {
	for _, l := range x.lines {
		row := g.row(l.row)
		ground := ""
		for i := range row {
			c := &row[i]
			if c.Col < h.first {
				continue
			}
			if !c.empty() || c.Fill != ground && i > 0 && row[i-1].Col >= h.first {
				return false
			}
			ground = c.Fill
		}
	}
	return true
}

// ratingRow reads which commitment a row is about. A cell that reaches down from the row above belongs to that one's commitment.
func (a *annex) ratingRow(g *grid, h *header, r int) ratingRow {
	x := ratingRow{lines: []ratingLine{{row: r}}}
	row := g.row(r)
	for i := range row {
		c := &row[i]
		if t := a.lex.heads.term(c.key); t != noTerm {
			x.lines[0].term, x.lines[0].label = t, c
			continue
		}
		if a.lex.heads.bothTerms(c.key) {
			x.lines[0].both = true
			continue
		}
		if c.Col >= h.first || c.empty() {
			continue
		}
		if c.sign == starSign || starred(c.text) {
			x.starred = c
		}
		if c.sign == noSign {
			a.nameRow(&x, c)
		}
	}
	return x
}

// nameRow takes the number and the title of the commitment from a cell: "Commitment 3: Title", "3. Title", or a number and a title
// in cells of their own.
func (a *annex) nameRow(x *ratingRow, c *gridCell) {
	h := &x.heading
	if x.title == nil {
		x.title = c
		h.start, h.end = c.Start, c.End
	}
	named := func(y heading) { // a theme can stand in a column before it
		h.numbers, h.title, h.start, h.end, x.title = y.numbers, y.title, c.Start, c.End, c
	}
	if len(h.numbers) > 0 {
		if h.title == "" {
			h.title, h.end = cleanTitle(withoutStars(c.text)), max(h.end, c.End)
		}
		return
	}
	a.x.read(a.lex, withoutStars(c.text), c.Start)
	if y, ok := headingOf(&a.x, withoutStars(c.text), c.Start, true); ok {
		named(y)
		return
	}
	if n, title, ok := numberedTitle(c.text); ok {
		named(heading{numbers: []string{n}, title: cleanTitle(title)})
		return
	}
	if h.title == "" {
		h.title = cleanTitle(withoutStars(c.text))
	}
}

// completionOf returns what a mark under completion says: completion, or that at midterm. Where a commitment has two lines of marks
// and no words tell them apart, midterm stands first: the head of the table names both, or the report is one on the end of the term,
// which states completion twice.
func (x *ratingRow) completionOf(c markedCell, h *header, endOfTermReport bool, all []markedCell) corpus.Indicator {
	for i := range x.lines { // a cell that spans the lines is about the commitment as a whole
		if l := &x.lines[i]; l != c.line && c.cell.Row <= l.row && l.row < c.cell.rowEnd() {
			return corpus.Completion
		}
	}
	if c.line.term != noTerm {
		return completionAt[c.line.term]
	}
	if len(x.lines) == 2 && x.lines[0].term == noTerm && x.lines[1].term == noTerm && c.line == &x.lines[0] &&
		(h.stacked || endOfTermReport && len(all) == 2 && all[0].line != all[1].line) {
		return corpus.CompletionMidterm
	}
	if len(x.lines) == 2 && x.lines[1].term == endOfTerm {
		return corpus.CompletionMidterm // only the second line is named
	}
	return corpus.Completion
}
