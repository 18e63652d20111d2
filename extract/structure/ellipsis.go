package structure

import "strings"

// Lists of references leave out what they have in common: "See the minutes of the Forum of 5 May 2015, URL1; and of 3 May 2014, URL2",
// "Véanse las actas del Foro del 27 de diciembre de 2015, URL1; y las del 25 de agosto de 2013, URL2".

// elided returns the words before a link with the noun that they leave out put back, and whether they leave one out: behind "and",
// an article or "those" stands at once "of" or "dated", and then a date or the name of a body.
func (r *reading) elided(noun string) (string, bool) {
	i := 0
	for i < len(r.ws) && (r.w.andWords[r.ws[i].lower] || r.w.articles[r.ws[i].lower] || r.w.pronouns[r.ws[i].lower]) {
		i++
	}
	if noun == "" || i >= len(r.ws) || r.namesKind() || strings.ContainsAny(strings.TrimLeft(r.before[:r.ws[i].start], " .,;:)"), ".:") {
		return "", false
	}
	at := i
	for i < len(r.ws) && !r.atDate(i) && r.leadsToDate(i) {
		i++
	}
	if r.atAccess(i) || !r.atDate(i) && (i == at || i >= len(r.ws) || !r.beginsBody(i)) {
		return "", false
	}
	return noun + " " + r.before[r.ws[at].start:], true
}

// withNoun reads the words with the noun put back. The body stays that of the reference before where the words name no other.
func (r *reading) withNoun(words string, before *particulars) particulars {
	own, l := *r.context, *r.link
	if r.own > 0 { // the words of the link are among them
		l.words = ""
	}
	own.before, own.link = words, &l
	p := own.particulars(particulars{})
	if p.body == "" && p.kind == before.kind {
		p.body = before.body
	}
	return p
}

// namesKind reports whether the words name a kind of source.
func (r *reading) namesKind() bool {
	for i := range r.ws {
		if class, n := r.w.kindAt(r.before, r.ws, i); n > 0 && class != "" {
			return true
		}
	}
	return false
}

// atAccess reports whether a date of access begins at word i.
func (r *reading) atAccess(i int) bool {
	for _, d := range r.dates {
		if d.access && i < len(r.ws) && d.Start == r.ws[i].start {
			return true
		}
	}
	return false
}

// leadsToDate reports whether word i can stand between a noun that is left out and its date: "of", "dated", "de la réunion du".
func (r *reading) leadsToDate(i int) bool {
	w := r.ws[i].lower
	_, stop := r.w.bodyStops.at(r.ws, i)
	return r.w.openers[w] || r.w.articles[w] || r.w.meetings[w] && !r.w.bodies[w] || r.w.dateWords[w] || stop > 0 || ordinal(w)
}

// beginsBody reports whether the name of a body begins at word i.
func (r *reading) beginsBody(i int) bool { return len(r.dates) > 0 && r.bodyName(i) != "" }

// nounOf returns the phrase that says what the source is, for the references behind it that leave it out.
func (r *reading) nounOf(p *particulars) string {
	for i := len(r.kinds) - 1; i >= 0; i-- {
		if k := &r.kinds[i]; k.class == string(p.kind) && !k.inTitle {
			return r.before[k.start:k.endOffset]
		}
	}
	return ""
}
