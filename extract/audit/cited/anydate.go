package cited

import (
	"fmt"

	"github.com/irmtrail/irmtrail/corpus"
)

// anyDate looks for the date among all that the document states, the surest first: in its text, as its day of publication, without a
// year, and as recognition may have damaged it.
func (s *source) anyDate(a aspect) aspect {
	for _, look := range []func(aspect) (aspect, bool){s.dateAsStated, s.dateAsPublished, s.dateWithoutYear, s.dateAsRecognised} {
		if found, ok := look(a); ok {
			return found
		}
	}
	if own, ok := s.ownDay(); ok && s.citesMinutes() {
		a.state, a.blocks = unsure, true
		a.remark = fmt.Sprintf("The note says %s, which the %s %s not name; as the day of the meeting %s %s %s.",
			printed(s.Citation.Date), s.noun(), s.verb("does", "do"), s.they(), s.verb("names", "name"), printed(own.from))
		return a
	}
	return s.otherPublication(a, s.publishedOn())
}

// dateAsStated looks for the date in the text. Of minutes whose day is not known, a date that is plainly another one's is no answer.
func (s *source) dateAsStated(a aspect) (aspect, bool) {
	d := s.Citation.Date
	m, ok := s.dateInText(d)
	if !ok {
		return a, false
	}
	as, own := s.otherUse(&m), mention{}
	if as == "" && s.citesMinutes() && !s.heldLike(&m) {
		own, _ = s.ownDay()
	}
	switch {
	case as != "":
		a.state, a.blocks = unsure, true
		a.remark = fmt.Sprintf("The %s %s %s %s.", s.noun(), s.verb("names", "name"), printed(d), as)
	case own.from != "" && !own.states(d):
		a.state, a.blocks = unsure, true
		a.remark = fmt.Sprintf("The %s %s %s, but as the day of the meeting %s.", s.noun(), s.verb("names", "name"), printed(d), printed(own.from))
	default:
		a.state, a.places = agrees, []corpus.Place{s.place(m.start, m.end)}
	}
	return a, true
}

// dateAsPublished compares the date with the days of publication and of change that a page states of itself. Between time zones, and
// between print and web, they differ by a day.
func (s *source) dateAsPublished(a aspect) (aspect, bool) {
	d, on := s.Citation.Date, s.publishedOn()
	switch {
	case compatible(d, on) && len(on) >= len(d):
	case len(d) == len(on) && daysApart(d, on) == 1:
		a.remark = fmt.Sprintf("The note says %s, the page was published on %s: one day apart, as between time zones or between print and web.", printed(d), printed(on))
	case changedOn(s.Content) == d:
		a.remark = "It is the day on which the page was last changed."
	default:
		return a, false
	}
	a.state = agrees
	return a, true
}

// dateWithoutYear finds "13 de diciembre" in a document that names the year elsewhere and states no other year for that day.
func (s *source) dateWithoutYear(a aspect) (aspect, bool) {
	d := s.Citation.Date
	if len(d) < len("2021-12-13") || !s.namesYear(d[:4]) {
		return a, false
	}
	for _, m := range yearless(s.text, string(d[:4]), s.lang) {
		if m.from == d && !s.overlaps(m) {
			a.state, a.places = agrees, []corpus.Place{s.place(m.start, m.end)}
			return a, true
		}
	}
	return a, false
}

// dateAsRecognised finds the date in text that recognition damaged.
func (s *source) dateAsRecognised(a aspect) (aspect, bool) {
	m, ok := s.damagedDate(s.Citation.Date)
	if !ok {
		return a, false
	}
	a.state, a.places = agrees, []corpus.Place{s.place(m.start, m.end)}
	a.remark = fmt.Sprintf("The date was recognised as %s.", quoted(s.text[m.start:m.end]))
	return a, true
}

// otherUse says what a document whose day of meeting is not known names a date for when it is not that day; "" when it can be.
func (s *source) otherUse(m *mention) string {
	if !s.citesMinutes() || m.start == m.end {
		return ""
	}
	switch r := s.role(m); r {
	case previous, next, approval, due, invited:
		return roleNames[r]
	}
	return ""
}

// ownDay returns the date that stands behind a label, in an opening formula or in a heading, where minutes have the day of the meeting.
func (s *source) ownDay() (mention, bool) {
	for i := range s.mentions {
		if m := &s.mentions[i]; len(m.from) == len("2021-12-13") && s.heldLike(m) {
			return *m, true
		}
	}
	return mention{}, false
}

// dateInText returns where the text states the date: in its first lines or headings, else where it does so first, and rather where the
// words around it do not make it the date of something else. A year counts where it stands in the title or as part of a date.
func (s *source) dateInText(d corpus.Date) (mention, bool) {
	var first mention
	ok := false
	for _, m := range s.mentions {
		if len(m.from) < len(d) || !m.states(d) {
			continue
		}
		if s.headed(m.start) && s.otherUse(&m) == "" {
			return m, true
		}
		if !ok || s.otherUse(&first) != "" && s.otherUse(&m) == "" {
			first, ok = m, true
		}
	}
	if len(d) == len("2021") && !ok {
		return s.yearInTitle(d)
	}
	return first, ok
}

func (s *source) yearInTitle(d corpus.Date) (mention, bool) {
	for _, w := range s.words {
		if w.fold == string(d) && s.headed(w.start) {
			return mention{start: w.start, end: w.end, from: d, to: d}, true
		}
	}
	return mention{}, false
}

// publishedOn returns the day of publication that a page states of itself; "" when it states none.
func (s *source) publishedOn() corpus.Date {
	if s.Document.PublishedOn != "" {
		return s.Document.PublishedOn
	}
	h := &s.Content.Head
	if h.Date != "" {
		return h.Date
	}
	return dayOf(h.Published)
}

func changedOn(c *corpus.Content) corpus.Date { return dayOf(c.Head.Modified) }

// dayOf returns the day of a time in RFC 3339.
func dayOf(at string) corpus.Date {
	if len(at) < len("2021-12-13") {
		return ""
	}
	return corpus.Date(at[:len("2021-12-13")])
}

// overlaps reports whether a date that states its year stands at the same place.
func (s *source) overlaps(m mention) bool {
	for i := range s.mentions {
		if s.mentions[i].start < m.end && m.start < s.mentions[i].end {
			return true
		}
	}
	return false
}

// otherPublication says what a page that states another day of publication shows. Only news and statements are dated by that
// day: laws, reports and data are put on the web long after their own dates.
func (s *source) otherPublication(a aspect, on corpus.Date) aspect {
	kind := s.Citation.Kind
	if on == "" {
		if len(s.mentions) == 0 {
			a.remark = fmt.Sprintf("The %s %s no date.", s.noun(), s.verb("states", "state"))
		}
		return a
	}
	d := s.Citation.Date
	if (kind == corpus.CitesNews || kind == corpus.CitesStatement) && !compatible(d, on) && len(d) >= len("2021-12") && s.showsPublication(on) {
		a.state, a.rule = differs, corpus.RuleCitationContradicted
		a.remark = fmt.Sprintf("The note says %s, the page says that it was published on %s%s.", printed(d), printed(on), nearMiss(d, on))
		a.places = s.datePlaces(on)
		return a
	}
	a.remark = fmt.Sprintf("The page was published on %s; it does not name %s.", printed(on), printed(d))
	return a
}

// showsPublication reports whether the day of publication is stated twice: to programs and to readers, or by two fields.
func (s *source) showsPublication(on corpus.Date) bool {
	return len(s.datePlaces(on)) > 0 || dayOf(s.Content.Head.Published) == on
}

func (s *source) datePlaces(on corpus.Date) []corpus.Place {
	for _, m := range s.mentions {
		if len(m.from) >= len(on) && m.states(on) {
			return []corpus.Place{s.place(m.start, m.end)}
		}
	}
	return nil
}
