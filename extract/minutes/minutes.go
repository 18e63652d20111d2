// Package minutes recognises minutes of meetings and reads them into a record: title, body, day, place, who was present, agenda,
// agreements, the commitments that they name, and whether there is a part for signatures. It works on the block model alone, so that it
// does not matter whether a PDF, a scan, an office file or a web page was read.
//
// What it knows of words is data, a file for each language in words/. It never guesses: what is not stated, or stated in two ways, is
// absent. Each value quotes its place.
package minutes

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// Read returns the minutes that a document is; nil when it is none.
func Read(c *corpus.Content, s *structure.Structure, id corpus.DocumentID) *corpus.Minutes {
	l := languageOf(s.Language, c.Text().String())
	d := newDocument(c, l)
	if len(d.lines) == 0 {
		return nil
	}
	t := d.title()
	r := reader{d: d, m: &corpus.Minutes{DocumentID: id, Language: l.code}}
	if s.Language != "" {
		r.m.Language = s.Language
	}
	r.read(t)
	if !r.isMinutes(t) {
		return nil
	}
	return r.m
}

// reader fills a record.
type reader struct {
	d         *document
	m         *corpus.Minutes
	body, day line // where they are stated
}

func (r *reader) read(t title) {
	d, m := r.d, r.m
	if t.first >= 0 {
		x := d.joined(t.first, t.last)
		m.Title = x.value()
		r.place("title", x)
	}
	if b, ok := d.body(t); ok {
		m.Body, r.body = b.value(), b
		r.place("body", b)
	}
	if day, at := d.dayOf(t); day != "" {
		m.HeldOn, r.day = day, at
		r.place("held_on", at)
	}
	if p, ok := d.place(); ok {
		m.Place = strings.TrimRight(p.value(), " .;,")
		r.place("place", p)
	}
	m.Attendees = d.attendees()
	for i, x := range d.agenda() {
		m.Agenda = append(m.Agenda, x.value())
		r.place(fmt.Sprintf("agenda/%d", i+1), x)
	}
	m.Agreements = d.agreements()
	found := d.commitments(t)
	for i, n := range found {
		m.CommitmentNumbers = append(m.CommitmentNumbers, n.number)
		r.place(fmt.Sprintf("commitment_numbers/%d", i+1), n.at)
	}
	if at, ok := d.signature(); ok {
		m.Signed = corpus.Ptr(true)
		r.place("signed", at)
	} else if len(d.c.Unread) == 0 {
		m.Signed = corpus.Ptr(false)
	}
	r.evidence(t)
}

// place notes where a value is stated.
func (r *reader) place(field string, at line) {
	r.m.Places = append(r.m.Places, corpus.MinutesPlace{Field: field, TextQuote: at.quote(r.d.c)})
}

// longestQuote is how far, in code points, body and date may stand apart to be quoted together.
const longestQuote = 300

// evidence sets the record's own quote: what states body and date, from the first of them to the last where they stand near, else the
// date, the body or the title.
func (r *reader) evidence(t title) {
	at := r.day
	switch {
	case at.end == 0 && r.body.end > 0:
		at = r.body
	case at.end == 0 && t.first >= 0:
		at = r.d.joined(t.first, t.last)
	case r.body.end > 0:
		whole := line{start: min(r.body.start, at.start), end: max(r.body.end, at.end)}
		if whole.end-whole.start <= longestQuote {
			at = whole
		}
	}
	if at.end == 0 {
		return
	}
	q := at.quote(r.d.c)
	r.m.Page, r.m.Start, r.m.End, r.m.Quote = q.Page, corpus.Ptr(q.Start), corpus.Ptr(q.End), q.Quote
}

// isMinutes reports whether the document is one: it calls itself so, or says that people met, and has the parts of minutes. A document
// that calls itself an invitation, a law or news is none, whatever meetings it tells of.
func (r *reader) isMinutes(t title) bool {
	d, m := r.d, r.m
	if d.namedOtherwise(t) {
		return false
	}
	parts := 0
	for _, there := range []bool{m.HeldOn != "", m.Body != "", len(m.Attendees) > 0, len(m.Agenda) > 0, len(m.Agreements) > 0} {
		if there {
			parts++
		}
	}
	switch {
	case t.first >= 0:
		return parts >= 2 && (len(m.Attendees) > 0 || len(m.Agenda) > 0 || len(m.Agreements) > 0 || m.HeldOn != "" && m.Body != "" && d.short())
	case d.agendaAlone():
		return m.HeldOn != "" && len(m.Agenda) > 1
	case d.opensAsMinutes():
		return m.HeldOn != "" && m.Body != ""
	case d.minutesSections() >= 3:
		return parts >= 3 && m.HeldOn != ""
	}
	return false
}

// shortText is how many characters minutes without parts have at most: those of a meeting at which nothing was decided.
const shortText = 4000

func (d *document) short() bool { return d.c.Text().Len() <= shortText }

// namedOtherwise reports whether a heading, or a line before the title, calls the document something else.
func (d *document) namedOtherwise(t title) bool {
	last := min(len(d.lines), 8)
	if t.first >= 0 {
		last = min(last, t.first+1)
	}
	for _, x := range d.lines[:last] {
		if x.table != nil || utf8.RuneCountInString(x.text) > 120 {
			continue
		}
		folded := fold(x.text)
		at, _ := contains(folded, d.l.NotMinutes)
		title, _ := contains(folded, d.l.Titles)
		if at >= 0 && at <= 20 && (title < 0 || at < title) {
			return true
		}
	}
	return false
}

// agendaAlone reports whether the document is an agenda: its first heading says so, and little stands beside the items.
func (d *document) agendaAlone() bool {
	return len(d.sections) > 0 && d.sections[0].kind == "agenda" && len(d.front) <= 6 || slices.ContainsFunc(d.front[:min(len(d.front), 3)], func(x line) bool {
		_, ok := begins(fold(x.text), d.l.Sections["agenda"])
		return ok
	})
}

// opensAsMinutes reports whether one of the first sentences says that people met, as minutes without a title begin.
func (d *document) opensAsMinutes() bool {
	for _, x := range d.lines[:min(len(d.lines), 8)] {
		if x.table != nil {
			continue
		}
		folded := fold(x.text)
		at, _ := contains(folded, d.l.Met)
		body, _ := contains(folded, d.l.Bodies)
		if at >= 0 && body >= 0 && (strings.Contains(folded, "siendo las") || strings.Contains(folded, "reunidos") || strings.Contains(folded, "s'est reuni") || strings.Contains(folded, "reuniu") || strings.Contains(folded, "reuniram") || strings.Contains(folded, "called the meeting to order")) {
			return true
		}
	}
	return false
}

// minutesSections returns how many kinds of sections of minutes there are.
func (d *document) minutesSections() (n int) {
	kinds := map[string]bool{}
	for _, s := range d.sections {
		if s.kind != "other" && len(s.lines) > 0 {
			kinds[s.kind] = true
		}
	}
	return len(kinds)
}
