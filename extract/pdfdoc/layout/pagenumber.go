package layout

import (
	"regexp"
	"strconv"
	"strings"
)

// pageNumber matches a line that is a page number: "12", "- 12 -", "Page 3 of 9", "iv", "3 | Page".
var pageNumber = regexp.MustCompile(`(?i)^[-–—|\[]?\s?(?:(?:p(?:age|ágina|agina|\.)?|seite|pág\.?)\s?)?(?:\d{1,4}|[ivxl]{1,7})(?:\s?(?:/|of|de|sur|von)\s?\d{1,4})?\s?[-–—|\]]?(?:\s?(?:page|página))?$`)

var digits = regexp.MustCompile(`\d+`)

// outerNumbers returns the numbers that a line begins and ends with.
func outerNumbers(s string) []int {
	var out []int
	if !strings.ContainsAny(s, "0123456789") {
		return nil
	}
	words := strings.Fields(s)
	for i, w := range words {
		if i > 0 && i < len(words)-1 {
			continue
		}
		if n, err := strconv.Atoi(strings.Trim(w, "|-–—.")); err == nil {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		for _, d := range digits.FindAllString(s, 3) {
			if n, err := strconv.Atoi(d); err == nil {
				out = append(out, n)
			}
		}
	}
	return out
}

// romanOf returns the value of a lower or upper case Roman numeral up to 89.
func romanOf(s string) []int {
	values := map[rune]int{'i': 1, 'v': 5, 'x': 10, 'l': 50}
	total, last := 0, 0
	for _, c := range strings.ToLower(strings.Trim(s, " -–—|[]")) {
		v := values[c]
		if v == 0 {
			return nil
		}
		if v > last {
			total -= 2 * last
		}
		total += v
		last = v
	}
	if total == 0 {
		return nil
	}
	return []int{total}
}
