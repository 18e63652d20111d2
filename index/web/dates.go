package web

import (
	"fmt"
	"time"
)

// dateLayouts are what a record's date can state, and how a page writes it.
var dateLayouts = [][2]string{{time.DateOnly, "2 January 2006"}, {"2006-01", "January 2006"}, {"2006", "2006"}}

// writtenDate returns a record's date as words; what is no date stays as it is.
func writtenDate(v any) string {
	s := fmt.Sprint(v)
	for _, l := range dateLayouts {
		if t, err := time.Parse(l[0], s); err == nil {
			return t.Format(l[1])
		}
	}
	return s
}

// writtenTime returns an instant as words, in UTC.
func writtenTime(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

// stamp returns an instant for machines.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// period returns the years of a plan: "2019–2022", "2019", or "" when none is known.
func period(start, end int) string {
	switch {
	case start == 0 && end == 0:
		return ""
	case start == 0:
		return fmt.Sprint("–", end)
	case end == 0 || end == start:
		return fmt.Sprint(start)
	}
	return fmt.Sprintf("%d–%d", start, end)
}
