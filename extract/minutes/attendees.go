package minutes

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// attendees returns who was present: of every section of those present, and of tables of names wherever they stand.
func (d *document) attendees() (out []corpus.Attendee) {
	seen := map[string]bool{}
	add := func(found ...corpus.Attendee) {
		for _, a := range found {
			key := fold(a.Name + "|" + a.Role + "|" + a.Organization)
			if a.Name != "" && !seen[key] {
				seen[key] = true
				out = append(out, a)
			}
		}
	}
	for _, s := range d.sectionsOf("attendees") {
		organization := ""
		if found, ok := d.unruled(s); ok {
			add(found...)
			continue
		}
		for i, x := range s.lines {
			if i > 0 && x.label != "" && s.lines[0].label == "" && d.isRun(s.lines[0].text) {
				break // who was there is said in one line: what is numbered behind it is the meeting
			}
			switch {
			case x.table != nil:
				add(d.tableAttendees(x.table)...)
			case d.isGroup(s, i):
				organization = strings.TrimRight(x.value(), ":")
			default:
				for _, a := range d.lineAttendees(x) {
					if a.Organization == "" {
						a.Organization = organization
					}
					add(a)
				}
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, x := range d.lines {
		if x.table == nil || d.absentTable(x) {
			continue
		}
		if g := d.gridOf(x.table); g.first > 0 && has(g.columns, "name") && (has(g.columns, "role") || has(g.columns, "organization")) {
			add(d.tableAttendees(x.table)...)
		}
	}
	return out
}

func has(m map[string]int, k string) bool { _, ok := m[k]; return ok }

// absentTable reports whether a table stands under a head of those who were not there.
func (d *document) absentTable(x line) bool {
	for _, s := range d.sections {
		if s.kind == "absent" && len(s.lines) > 0 && s.lines[0].start == x.start {
			return true
		}
	}
	return false
}

// isGroup reports whether a line of a list of people names their institution or sector: it ends in a colon, or is set as a heading, and
// items follow.
func (d *document) isGroup(s section, i int) bool {
	x := s.lines[i]
	return x.kind != corpus.ListItem && strings.HasSuffix(x.text, ":") && i+1 < len(s.lines) && !strings.Contains(x.text, ",") ||
		x.kind == corpus.Heading
}

// tableAttendees returns the people of a table. A row of one cell over all columns names the institution or sector of those below.
func (d *document) tableAttendees(b *corpus.Block) (out []corpus.Attendee) {
	g := d.gridOf(b)
	if g.first == 0 {
		g.columns = d.guessed(g)
	}
	group, absent := "", false
	for _, row := range g.rows[g.first:] {
		if len(d.columns(row)) >= 2 { // the header again, on the next page
			continue
		}
		cells := nonEmpty(row)
		if len(cells) == 1 && len(row) <= 1 && len(g.columns) > 1 {
			kind, ok := d.l.sectionOf(head(cells[0].text))
			absent = ok && kind == "absent"
			if group = ""; !ok {
				group = strings.TrimRight(cells[0].value(), ":")
			}
			continue
		}
		name := g.cell(row, "name")
		if absent || name.text == "" {
			continue
		}
		a := corpus.Attendee{Name: name.unnumbered().value(), Role: g.cell(row, "role").value(), Organization: g.cell(row, "organization").value(), TextQuote: rowQuote(d.c, row)}
		if a.Organization == "" && !has(g.columns, "organization") {
			a.Organization = group
		}
		out = append(out, d.parted(a, g)...)
	}
	return out
}

// parted takes apart a name that holds role and institution, where the table has no columns for them.
func (d *document) parted(a corpus.Attendee, g grid) []corpus.Attendee {
	if has(g.columns, "role") || has(g.columns, "organization") || a.Organization != "" {
		return []corpus.Attendee{a}
	}
	p := d.person(a.Name)
	p.TextQuote = a.TextQuote
	return []corpus.Attendee{p}
}

// rowQuote quotes a row from its first cell with words to its last.
func rowQuote(c *corpus.Content, row []line) corpus.TextQuote {
	cells := nonEmpty(row)
	if len(cells) == 0 {
		return corpus.TextQuote{}
	}
	whole := cells[0]
	whole.end = cells[len(cells)-1].end
	return whole.quote(c)
}

// guessed names the columns of a table without a header: the first with letters has names; of two more the first is what they are. A
// column of roles is told by its words.
func (d *document) guessed(g grid) map[string]int {
	out := map[string]int{}
	wide := 0
	for _, row := range g.rows {
		wide = max(wide, len(row))
	}
	for j := range wide {
		letters, roles := 0, 0
		for _, row := range g.rows {
			if j >= len(row) || !strings.ContainsFunc(row[j].text, unicode.IsLetter) {
				continue
			}
			letters++
			if at, _ := contains(fold(row[j].text), d.l.Roles); at >= 0 {
				roles++
			}
		}
		switch {
		case 2*letters < len(g.rows):
		case !has(out, "name"):
			out["name"] = j
		case 2*roles >= letters && !has(out, "role"):
			out["role"] = j
		case !has(out, "organization"):
			out["organization"] = j
		}
	}
	return out
}

// lineAttendees returns the people of a line: one of a list, or several in a run: "Commissioners Cambra, Chen and Chair LoPilato".
func (d *document) lineAttendees(x line) (out []corpus.Attendee) {
	if utf8.RuneCountInString(x.text) > 1500 {
		return nil
	}
	if x.kind == corpus.ListItem || !d.isRun(x.text) {
		if !d.isPerson(x) {
			return nil
		}
		a := d.person(x.value())
		a.TextQuote = x.quote(d.c)
		return []corpus.Attendee{a}
	}
	return d.run(x)
}

// isPerson reports whether a line can be an entry of a list of people: no sentence, and a name at its front.
func (d *document) isPerson(x line) bool {
	s := strings.TrimSpace(x.text)
	if utf8.RuneCountInString(s) > 200 || !startsUpper(s) || strings.HasSuffix(s, ":") {
		return false
	}
	if name := d.person(x.value()).Name; len(strings.Fields(name)) > 12 || x.kind != corpus.ListItem && (!d.isName(name) || capitals(name) < min(2, len(strings.Fields(name)))) {
		return false
	}
	return strings.Count(s, ". ") <= 2 && len(strings.Fields(s)) <= 30
}

// capitals returns how many words begin with a capital.
func capitals(s string) (n int) {
	for _, w := range strings.Fields(s) {
		if startsUpper(w) {
			n++
		}
	}
	return n
}

// isRun reports whether a line lists several people: parts between semicolons, or more than three between commas, or names joined by
// "and" with few words each.
func (d *document) isRun(s string) bool {
	if strings.Count(s, ";") >= 1 {
		return true
	}
	parts := strings.Split(s, ",")
	if len(parts) > 3 {
		return true
	}
	roles := 0
	for _, p := range parts {
		if d.startsWithRole(strings.TrimSpace(p)) {
			roles++
		}
	}
	if roles > 1 {
		return true
	}
	at, _ := contains(fold(s), d.l.And)
	short := true
	for _, p := range parts {
		short = short && len(strings.Fields(p)) <= 7
	}
	return at > 0 && short && !strings.ContainsAny(s, "–(") && (len(parts) == 1 || d.role(parts[len(parts)-1]) == "")
}

// listSplit matches what parts the people of a run.
var listSplit = regexp.MustCompile(`\s*;\s*(?:y|e|and|et)?:?\s*|\s*,\s+(?:y|e|and|et)\s+|\s*,\s+`)

// headcount matches how many there were, behind those who were: "and Chair LoPilato – 5".
var headcount = regexp.MustCompile(`\s+[-–—]\s*\d{1,2}$`)

// run returns the people of a line that lists them. Where semicolons part them, commas part what is said of each. A word for what they are
// in front of one holds for those behind: "Commissioners Cambra, Chen".
func (d *document) run(x line) (out []corpus.Attendee) {
	text := strings.TrimRight(x.text, " .])")
	if i := strings.IndexByte(text, '['); i > 0 {
		text = strings.TrimRight(text[:i], " .")
	}
	text = headcount.ReplaceAllString(text, "")
	sep := regexp.MustCompile(`\s*;\s*(?:(?:y|e|and|et)\b;?:?)?\s*`)
	if !strings.Contains(text, ";") {
		sep = listSplit
	}
	role := ""
	at := 0
	for _, m := range append(sep.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		part := x.upto(m[0]).after(at)
		at = m[1]
		for _, p := range d.joinedBy(part) {
			p = trimSigns(p)
			if p.text == "" || !startsUpper(p.text) {
				continue
			}
			a := d.person(p.value())
			if r, rest := d.leadingRole(a.Name); r != "" {
				a.Role, a.Name = r, rest
				if role = ""; strings.HasSuffix(r, "s") { // of several: it holds for those behind
					role = r
				}
			} else if a.Role == "" && a.Organization == "" {
				a.Role = role
			}
			a.TextQuote = p.quote(d.c)
			out = append(out, a)
		}
	}
	return out
}

// joinedBy parts two people that a word joins: "Tilos and Chair LoPilato".
func (d *document) joinedBy(x line) []line {
	for _, w := range d.l.And {
		for _, sep := range []string{" " + w + " "} {
			i := strings.Index(x.text, sep)
			if i < 0 || strings.ContainsAny(x.text, ",(") {
				continue
			}
			left, right := x.upto(i), x.after(i+len(sep))
			if startsUpper(right.text) && len(strings.Fields(left.text)) >= 1 && d.role(left.text) == "" || d.startsWithRole(right.text) {
				return []line{left, right}
			}
		}
	}
	return []line{x}
}

func (d *document) startsWithRole(s string) bool {
	_, ok := begins(fold(s), d.l.Roles)
	return ok && startsUpper(s)
}

// leadingRole parts words for what people are from the name behind them: "Vice Chair Tony Santare", "City Clerk Lara Weisiger",
// "Commissioners Cambra". One of the first four words says what somebody is; all begin with a capital.
func (d *document) leadingRole(s string) (role, rest string) {
	ts := tokensOf(s)
	last := -1
	for i, t := range ts {
		if !startsUpper(s[t.start:]) {
			return "", s
		}
		if i < 4 && in(t.folded, d.l.Roles) {
			last = i
		}
	}
	if last < 0 || last+1 >= len(ts) || len(ts)-last-1 > 4 {
		return "", s
	}
	return s[:ts[last].end], s[ts[last+1].start:]
}

// bracket matches a name with something in brackets behind it.
var bracket = regexp.MustCompile(`^(.+?)\s*\(([^()]+)\)\.?$`)

// partSep matches what parts name, role and institution in an entry of a list.
var partSep = regexp.MustCompile(`\s+[-–—|/]\s+|\s*,\s+|\s*;\s+|\t+|:\s+`)

// tailSep matches what parts role and institution in brackets.
var tailSep = regexp.MustCompile(`\s*,\s+`)

// person parts an entry of a list of people into name, role and institution.
func (d *document) person(s string) corpus.Attendee {
	s = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(s), ".;,"))
	tail := ""
	if m := bracket.FindStringSubmatch(s); m != nil {
		s, tail = m[1], m[2]
	}
	parts := partSep.Split(s, -1)
	a := corpus.Attendee{Name: strings.TrimSpace(parts[0])}
	rest := parts[1:]
	if tail != "" {
		rest = append(rest, tailSep.Split(tail, 2)...) // "(Directora, Ministerio de Hacienda)"
	}
	switch {
	case len(rest) == 0:
	case len(rest) == 1 && d.role(rest[0]) != "":
		a.Role = strings.TrimSpace(rest[0])
	case len(rest) == 1:
		a.Organization = strings.TrimSpace(rest[0])
	case d.role(rest[0]) != "" || tail != "":
		a.Role, a.Organization = strings.TrimSpace(rest[0]), strings.Join(rest[1:], ", ")
	case d.role(rest[len(rest)-1]) != "":
		a.Organization, a.Role = strings.Join(rest[:len(rest)-1], ", "), strings.TrimSpace(rest[len(rest)-1])
	default:
		a.Role, a.Organization = strings.TrimSpace(rest[0]), strings.Join(rest[1:], ", ")
	}
	return a
}

// role returns the word for what somebody is in the first words of a text; "" when there is none.
func (d *document) role(s string) string {
	words := strings.Fields(fold(s))
	_, found := contains(strings.Join(words[:min(len(words), 4)], " "), d.l.Roles)
	return found
}
