package flow

import (
	"strconv"
	"strings"
)

// Number writes a number in the way that a format of a list names: "1" digits, "01" two digits, "a", "A", "i", "I", "*" the note
// symbols of the Chicago manual, "1st" ordinals, "" nothing. Unknown formats write digits.
func Number(n int, format string) string {
	switch format {
	case "":
		return ""
	case "01":
		if n < 10 && n >= 0 {
			return "0" + strconv.Itoa(n)
		}
	case "a", "A":
		if n > 0 && n <= 26*30 {
			return cased(repeated(n), format)
		}
	case "i", "I":
		if n > 0 && n < 4000 {
			return cased(roman(n), format)
		}
	case "*":
		if n > 0 && n <= 40 {
			return strings.Repeat([]string{"*", "†", "‡", "§"}[(n-1)%4], (n-1)/4+1)
		}
	}
	return strconv.Itoa(n)
}

// repeated writes 1 as "a", 26 as "z", 27 as "aa", 28 as "bb", as word processors do.
func repeated(n int) string {
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}

// cased writes a label in capitals where the format is one.
func cased(s, format string) string {
	if format == strings.ToUpper(format) {
		return strings.ToUpper(s)
	}
	return s
}

func roman(n int) string {
	var sb strings.Builder
	for _, d := range []struct {
		value int
		text  string
	}{
		{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"},
	} {
		for ; n >= d.value; n -= d.value {
			sb.WriteString(d.text)
		}
	}
	return sb.String()
}
