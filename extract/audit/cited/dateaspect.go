package cited

import (
	"fmt"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// dateAspect compares the date that the note gives. Of cited minutes the day on which the body met decides; of any other
// document, each date in it can be the one that is meant.
func (s *source) dateAspect() aspect {
	d := s.Citation.Date
	if d == "" {
		return aspect{}
	}
	a := aspect{state: silent, name: fmt.Sprintf("the date (%s)", printed(d))}
	if s.Minutes != nil && s.Minutes.HeldOn != "" && s.citesMinutes() {
		return s.heldDate(a)
	}
	return s.anyDate(a)
}

// heldDate compares the date with the day of the meeting.
func (s *source) heldDate(a aspect) aspect {
	d, on := s.Citation.Date, s.Minutes.HeldOn
	m, placed := s.heldMention()
	if placed {
		a.places = []corpus.Place{s.place(m.start, m.end)}
	}
	switch {
	case compatible(d, on) && !(placed && m.excludes(d)), placed && m.states(d):
		return s.agreeing(a)
	case s.alsoHeld(d):
		return s.alsoHeldOn(a)
	case placed && m.canBe(d):
		return s.readTwoWays(a, m)
	case s.noteAlsoSays(on):
		a.state, a.name = agrees, fmt.Sprintf("the date (%s)", printed(on))
		a.remark = fmt.Sprintf("The note names %s too.", printed(d))
		return a
	}
	return s.otherDay(a, m, placed)
}

// compatible reports whether a date and another, of which one may state no more than the month or the year, can be the same.
func compatible(a, b corpus.Date) bool {
	n := min(len(a), len(b))
	return n >= len("2021") && a[:n] == b[:n]
}

// excludes reports whether a mention states days, and not the one that is given.
func (m *mention) excludes(d corpus.Date) bool {
	return len(d) == len("2021-12-13") && len(m.from) == len(d) && !m.states(d) && !m.canBe(d)
}

// printedDays prints the days of a mention when they are several, else the given one.
func (m *mention) printedDays(on corpus.Date) string {
	if m.from != m.to {
		return printed(m.from) + " to " + printed(m.to)
	}
	return printed(on)
}

// agreeing says so, and that the minutes state less than the note where they do.
func (s *source) agreeing(a aspect) aspect {
	a.state = agrees
	if on := s.Minutes.HeldOn; len(on) < len(s.Citation.Date) && len(a.places) > 0 && len(s.mentionAt(a.places[0]).from) < len(s.Citation.Date) {
		a.remark = fmt.Sprintf("Of the date the minutes state %s alone.", printed(on))
	}
	return a
}

func (s *source) mentionAt(p corpus.Place) mention {
	for _, m := range s.mentions {
		if m.start == s.byte(p.Start) {
			return m
		}
	}
	return mention{}
}

// heldMention returns the date that states the day of the meeting: the one where the minutes were read, else the first of that
// day.
func (s *source) heldMention() (mention, bool) {
	on := s.Minutes.HeldOn
	if start, end, ok := s.stated("held_on"); ok {
		for _, m := range s.mentions {
			if m.start < end && start < m.end {
				return m, true
			}
		}
		return mention{start: start, end: end, from: on, to: on}, true
	}
	for i := range s.mentions {
		if s.mentions[i].states(on) {
			return s.mentions[i], true
		}
	}
	return mention{}, false
}

// alsoHeld reports whether the minutes give the date elsewhere as the day of a meeting: they are the minutes of several, or
// state two days.
func (s *source) alsoHeld(d corpus.Date) bool {
	_, ok := s.heldElsewhere(d)
	return ok
}

func (s *source) heldElsewhere(d corpus.Date) (mention, bool) {
	for i := range s.mentions {
		if m := &s.mentions[i]; len(m.from) >= len(d) && m.states(d) && s.heldLike(m) {
			return *m, true
		}
	}
	return mention{}, false
}

func (s *source) alsoHeldOn(a aspect) aspect {
	m, _ := s.heldElsewhere(s.Citation.Date)
	a.state = agrees
	a.places = append([]corpus.Place{s.place(m.start, m.end)}, a.places...)
	a.remark = fmt.Sprintf("The minutes also state %s.", printed(s.Minutes.HeldOn))
	return a
}

// readTwoWays leaves open a date in numbers whose second reading is the note's.
func (s *source) readTwoWays(a aspect, m mention) aspect {
	a.state, a.blocks = unsure, true
	a.remark = fmt.Sprintf("The minutes write %s, which is %s with the day first and %s with the month first; the note says %s.",
		s.text[m.start:m.end], printed(s.Minutes.HeldOn), printed(m.other), printed(s.Citation.Date))
	return a
}

// otherDay is what minutes of another day say, as far as their text can be relied on.
func (s *source) otherDay(a aspect, m mention, placed bool) aspect {
	d, on := s.Citation.Date, s.Minutes.HeldOn
	if len(m.from) > len(on) && m.from == m.to {
		on = m.from
	}
	if placed && s.scanned {
		if doubt := s.doubtful(m, d, on); doubt != "" {
			a.state, a.blocks, a.remark = unsure, true, doubt
			return a
		}
	}
	if r := s.role(&m); placed && !r.meeting() && s.names(d) {
		a.state, a.blocks = unsure, true
		a.remark = fmt.Sprintf("The note says %s; the minutes name that date and %s, and which of them is the day of the meeting is not clear.", printed(d), printed(on))
		return a
	}
	if len(d) == len("2021") && s.namesYear(d) {
		a.state, a.blocks = unsure, true
		a.remark = fmt.Sprintf("The note says %s, the minutes are of %s and name the other year too.", d, printed(on))
		return a
	}
	a.state, a.rule = differs, corpus.RuleMinutesDateMismatch
	a.remark = fmt.Sprintf("The note says %s, the minutes say %s%s.", printed(d), m.printedDays(on), nearMiss(d, on))
	if s.scanned {
		a.remark = strings.TrimSuffix(a.remark, ".") + " (recognised in a scan)."
	}
	if day := s.weekdayRemark(&m, d, on); placed && day != "" {
		a.remark = alongside(a.remark, day)
	}
	if other := s.elsewhere(d); other != "" {
		a.remark = alongside(a.remark, other)
	}
	return a
}

// alongside makes one sentence of two.
func alongside(first, second string) string {
	return strings.TrimSuffix(first, ".") + "; " + lowerFirst(second)
}

// names reports whether a day stands anywhere in the text.
func (s *source) names(d corpus.Date) bool {
	for i := range s.mentions {
		if m := &s.mentions[i]; len(m.from) >= len(d) && m.states(d) {
			return true
		}
	}
	return false
}

// namesYear reports whether the year stands anywhere in the text.
func (s *source) namesYear(d corpus.Date) bool {
	for i := range s.words {
		if s.words[i].fold == string(d) {
			return true
		}
	}
	return false
}

// elsewhere says what the note's date is in the minutes, where they name it.
func (s *source) elsewhere(d corpus.Date) string {
	if len(d) < len("2021-12-13") {
		return ""
	}
	said := ""
	if s.publishedOn() == d {
		said = "They were published on the day that the note says."
	}
	for i := range s.mentions {
		m := &s.mentions[i]
		if len(m.from) < len(d) || !m.states(d) {
			continue
		}
		if as, ok := roleNames[s.role(m)]; ok {
			return fmt.Sprintf("They name %s %s.", printed(d), as)
		}
		said = fmt.Sprintf("They name %s in another place.", printed(d))
		if s.meetingBeside(m) {
			return fmt.Sprintf("They name %s as the date of another meeting.", printed(d))
		}
	}
	return said
}

// noteAlsoSays reports whether the note's own words about this source, since the address before, name a date.
func (s *source) noteAlsoSays(d corpus.Date) bool {
	if len(d) < len("2021-12-13") {
		return false
	}
	for _, m := range mentionsOf(s.ownWords(), s.ReportLanguage) {
		if len(m.from) == len(d) && m.states(d) && !m.states(s.Citation.Date) {
			return true
		}
	}
	return false
}

// ownWords returns the part of the note that leads to the citation: from the address before it to its own. Where the citation's
// words cannot be told in the note, there are none.
func (s *source) ownWords() string {
	if s.Citation.Quote == "" || strings.Count(s.Note, s.Citation.Quote) != 1 {
		return ""
	}
	at := strings.Index(s.Note, s.Citation.Quote)
	own := s.Note[:at]
	if i := strings.LastIndex(own, "://"); i >= 0 {
		_, rest, _ := strings.Cut(own[i:], " ")
		own = rest
	}
	return own + s.Citation.Quote
}
