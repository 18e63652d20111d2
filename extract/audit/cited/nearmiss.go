package cited

import (
	"fmt"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// printed returns a date as details print it: "13 December 2021", "December 2021", "2021".
func printed(d corpus.Date) string {
	switch len(d) {
	case len("2021-12-13"):
		if t, err := time.Parse(time.DateOnly, string(d)); err == nil {
			return t.Format("2 January 2006")
		}
	case len("2021-12"):
		if t, err := time.Parse("2006-01", string(d)); err == nil {
			return t.Format("January 2006")
		}
	}
	return string(d)
}

// nearMiss says how two dates that differ are alike: ": one day apart"; "" when they are not.
func nearMiss(a, b corpus.Date) string {
	if len(a) != len(b) || len(a) < len("2021-12") {
		return ""
	}
	if len(a) == len("2021-12") {
		if a[5:] == b[5:] {
			return ": the same month of another year"
		}
		return ""
	}
	n := daysApart(a, b)
	switch {
	case n == 1:
		return ": one day apart"
	case a[4:] == b[4:]:
		return ": the same day of another year"
	case a[:4] == b[:4] && a[5:7] == b[8:] && a[8:] == b[5:7]:
		return ": day and month are swapped"
	case a[:4] == b[:4] && a[8:] == b[8:]:
		return ": the same day of another month"
	case n > 0 && n < len(smallNumbers):
		return fmt.Sprintf(": %s days apart", smallNumbers[n])
	case a[:8] == b[:8] && a[8] == b[9] && a[9] == b[8]:
		return ": the digits of the day are swapped"
	case n <= 31:
		return fmt.Sprintf(": %d days apart", n)
	}
	return ""
}

var smallNumbers = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// daysApart counts the days between two full dates; a large number when one is none.
func daysApart(a, b corpus.Date) int {
	x, err := time.Parse(time.DateOnly, string(a))
	y, err2 := time.Parse(time.DateOnly, string(b))
	if err != nil || err2 != nil {
		return 1 << 20
	}
	n := int(y.Sub(x).Hours() / 24)
	return max(n, -n)
}
