package minutes

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// agreements returns what was agreed: the items of sections of agreements, the rows of their tables, and where there is no such section
// the sentences that say that something was.
func (d *document) agreements() (out []corpus.Agreement) {
	for _, s := range d.sectionsOf("agreements") {
		var lines []line
		for _, x := range s.lines {
			if x.table != nil {
				out = append(out, d.tableAgreements(x.table)...)
				continue
			}
			lines = append(lines, runIn(x)...)
		}
		for _, x := range d.agreed(lines) {
			out = append(out, d.agreement(x))
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, x := range d.lines {
		if x.table != nil {
			if g := d.gridOf(x.table); g.first > 0 && has(g.columns, "agreement") && (has(g.columns, "responsible") || has(g.columns, "due")) {
				out = append(out, d.tableAgreements(x.table)...)
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, x := range d.decisions() {
		out = append(out, d.agreement(x))
	}
	return out
}

// agreed returns the lines of a section that are agreements: its items, where it has any, else its sentences.
func (d *document) agreed(xs []line) (out []line) {
	items := false
	for _, x := range xs {
		items = items || x.kind == corpus.ListItem
	}
	for _, x := range xs {
		switch {
		case items && x.kind != corpus.ListItem:
			continue
		case !items && (len(strings.Fields(x.text)) < 3 || strings.HasSuffix(x.text, ":") || d.ends(x)):
			continue
		}
		out = append(out, x)
	}
	return out
}

// ends reports whether a line ends minutes: it speaks of signatures, or of the meeting's close.
func (d *document) ends(x line) bool {
	at, _ := contains(fold(x.text), d.l.Signed)
	return at >= 0 && utf8.RuneCountInString(x.text) < 200 || strings.Contains(x.text, "____")
}

// agreement reads one agreement.
func (d *document) agreement(x line) corpus.Agreement {
	text, responsible, due := d.labelledParts(x)
	a := corpus.Agreement{Number: strings.TrimRight(x.label, "."), Text: text.value(), Responsible: responsible, Due: due, TextQuote: x.quote(d.c)}
	if a.Due == "" {
		a.Due = d.due(text.text)
	}
	if a.Responsible == "" {
		a.Responsible = d.subject(text.value())
	}
	a.CommitmentNumbers = d.numbersIn(text)
	return a
}

// partLabel matches a label inside an agreement: "Responsable: INAI.", "(Responsible: the secretariat; due: 3 May 2022)".
var partLabel = regexp.MustCompile(`[\s(\[]\(?((?:Responsables?|Responsible|Lead|Owner|Action by|Responsável|Prazo|Plazo|Fecha(?: límite| compromiso)?|Due|Deadline|Échéance|Pilote|Délai))\s*:\s*`)

// labelledParts parts an agreement from what labels in it state.
func (d *document) labelledParts(x line) (text line, responsible string, due corpus.Date) {
	found := partLabel.FindAllStringSubmatchIndex(x.text, -1)
	if len(found) == 0 || found[0][0] == 0 {
		return x, "", ""
	}
	for i, m := range found {
		end := len(x.text)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		value := strings.Trim(x.text[m[1]:end], " .;,()[]")
		name := head(x.text[m[2]:m[3]])
		if in(name, d.l.Columns["due"]) || strings.HasPrefix(name, "fecha") || name == "plazo" || name == "due" || name == "deadline" {
			due = d.dateIn(value)
			continue
		}
		responsible = value
	}
	return x.upto(found[0][0]), responsible, due
}

func (d *document) dateIn(s string) corpus.Date {
	day, _, _ := d.day(line{text: s})
	return day
}

// due returns the day by which something is to be done: the date behind words that say so.
func (d *document) due(s string) corpus.Date {
	for _, m := range structure.Dates(s, d.l.code) {
		if m.Precision != structure.Day {
			continue
		}
		before := fold(s[:m.Start])
		for _, p := range d.l.Due {
			if strings.HasSuffix(before, p) || strings.HasSuffix(before, p+" the") || strings.HasSuffix(before, p+" el") || strings.HasSuffix(before, p+" le") || strings.HasSuffix(before, p+" dia") {
				return m.Date
			}
		}
	}
	return ""
}

// subjectWords is how many words the subject of an agreement has at most.
const subjectWords = 10

// subject returns who is to do something: the words in front of the verb that says what will be done, where they are a name.
func (d *document) subject(s string) string {
	ts := tokensOf(s)
	for i, t := range ts {
		if i > subjectWords {
			return ""
		}
		if i > 0 && strings.ContainsAny(s[ts[i-1].end:t.start], ".;:") {
			return ""
		}
		if i == 0 || !d.isFuture(s[t.start:t.end]) {
			continue
		}
		who := strings.TrimSpace(strings.TrimRight(s[:t.start], " ,"))
		if !startsUpper(who) {
			return ""
		}
		if first := ts[0].folded; in(first, []string{"se", "it", "il", "on", "que", "no", "this", "these", "esto"}) {
			return ""
		}
		if who = d.withoutArticle(who); !d.isName(who) {
			return ""
		}
		return who
	}
	return ""
}

func (d *document) isFuture(word string) bool {
	w := strings.ToLower(word)
	for _, p := range d.l.future {
		if p.MatchString(w) && utf8.RuneCountInString(w) > 3 || p.MatchString(w) && d.l.code == "en" {
			return true
		}
	}
	return false
}

// isName reports whether words name somebody: all but one begin with a capital, those aside that join them, and words for what somebody is or
// for a body: "Registrar and the Revenue Authority", "Archives communales", "secretariat".
func (d *document) isName(s string) bool {
	small, joined := 0, false
	for _, t := range tokensOf(s) {
		join := in(t.folded, d.l.Joins)
		if !startsUpper(s[t.start:t.end]) && !join && !in(t.folded, d.l.Roles) && !in(t.folded, d.l.Bodies) {
			if small++; joined {
				return false
			}
		}
		joined = join
	}
	return s != "" && small <= 1
}

// article matches an article in front of a name.
var article = regexp.MustCompile(`^(?:(?:El|La|Los|Las|The|Le|Les|O|A|Os|As)\s+|L['’])`)

// withoutArticle drops the article of a name that has further words.
func (d *document) withoutArticle(s string) string {
	m := article.FindString(s)
	if len(m) == len(s) {
		return s
	}
	return s[len(m):]
}

// shortestAgreement is how many words a cell of a table without a header must have more than to be an agreement.
const shortestAgreement = 5

// tableAgreements returns the rows of a table of agreements.
func (d *document) tableAgreements(b *corpus.Block) (out []corpus.Agreement) {
	g := d.gridOf(b)
	if g.first == 0 || !has(g.columns, "agreement") {
		g.columns["agreement"] = wordiest(g)
	}
	for _, row := range g.rows[g.first:] {
		x := g.cell(row, "agreement")
		if x.text == "" || len(d.columns(row)) >= 2 || g.first == 0 && len(strings.Fields(x.text)) <= shortestAgreement {
			continue // nothing, the header again, or the names of those who sign
		}
		x = x.unnumbered()
		a := corpus.Agreement{Number: x.label, Text: x.value(), Responsible: strings.Trim(g.cell(row, "responsible").value(), " ."), TextQuote: x.quote(d.c)}
		if when := g.cell(row, "due"); when.text != "" {
			a.Due, _, _ = d.day(when)
		}
		if a.Due == "" {
			a.Due = d.due(a.Text)
		}
		if a.Number == "" && len(row) > 0 && isNumber(strings.Trim(fold(row[0].text), ". \n)")) && row[0].start != x.start {
			a.Number = strings.Trim(row[0].value(), " .)")
		}
		a.CommitmentNumbers = d.numbersIn(x)
		out = append(out, a)
	}
	return out
}

// shortVerdict is how many words a sentence has at most that only says what came of the one before.
const shortVerdict = 5

// decisions returns the sentences that say that something was decided.
func (d *document) decisions() (out []line) {
	for i := range d.c.Blocks {
		b := &d.c.Blocks[i]
		if b.Kind == corpus.Furniture || b.Kind == corpus.Note || b.Kind == corpus.Table || b.Kind == corpus.Heading {
			continue
		}
		before := structure.Range{}
		for _, r := range structure.Sentences(d.c.Text(), structure.Range{Start: b.Start, End: b.End}, d.l.code) {
			text := d.c.Text().Slice(r.Start, r.End)
			last := before
			before = r
			folded := fold(text)
			if at, _ := contains(folded, d.l.Decided); at < 0 {
				continue
			}
			if at, _ := contains(folded, d.l.Seconded); at >= 0 && len(out) > 0 {
				continue // it says what came of the motion before
			}
			if last.End > 0 && len(strings.Fields(text)) <= shortVerdict { // "Motion passed 3-0.": what passed stands before it
				r.Start = last.Start
			}
			x := line{text: d.c.Text().Slice(r.Start, r.End), start: r.Start, end: r.End, block: i}
			out = append(out, x.trimmed().unnumbered())
		}
	}
	return out
}
