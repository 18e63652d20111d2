package cited

import (
	"fmt"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// weekdayReach is how far a weekday can stand before or behind its date, in bytes.
const weekdayReach = 24

// weekday returns the day of the week that the text names right beside a date.
func (s *source) weekday(m *mention) (time.Weekday, bool) {
	from, to := boundary(s.text, m.start-weekdayReach), min(len(s.text), m.end+weekdayReach)
	for _, part := range []string{s.text[max(from, s.lineStart(m.start)):m.end], s.text[m.start:to]} {
		for _, w := range wordsOf(part) {
			if day, ok := vocabulary().weekdays[w.fold]; ok {
				return time.Weekday(day), true
			}
		}
	}
	return 0, false
}

// weekdayOf returns the day of the week of a full date.
func weekdayOf(d corpus.Date) (time.Weekday, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return t.Weekday(), err == nil
}

// weekdayRemark says that the day of the week which the minutes name is that of the note's date and not that of their own; "" when it
// is not so.
func (s *source) weekdayRemark(m *mention, d, on corpus.Date) string {
	named, ok := s.weekday(m)
	noted, full := weekdayOf(d)
	stated, full2 := weekdayOf(on)
	if !ok || !full || !full2 || named != noted || named == stated {
		return ""
	}
	return fmt.Sprintf("They call it a %s, which %s was.", named, printed(d))
}
