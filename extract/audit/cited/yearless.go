package cited

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// A day stands at most so far from its month, and the year of a formula so far before, in bytes.
const (
	dayReach  = 32
	yearReach = 90
)

// yearFirst returns the dates of formulas that name the year before the day: "L'an deux mil dix-neuf et le douze du mois de mars".
func yearFirst(t *tidied, lang corpus.Language) []mention {
	var found []mention
	ws := wordsOf(t.s)
	for i := range ws {
		if !vocabulary().yearWords[ws[i].fold] {
			continue
		}
		for j := i + 1; j < len(ws) && ws[j].start-ws[i].end < yearReach; j++ {
			if vocabulary().months[ws[j].fold] == 0 {
				continue
			}
			if m, ok := formula(t, ws[i].end, ws[j], lang); ok {
				found = append(found, m)
			}
			break
		}
	}
	return found
}

// formula reads the year behind an offset of the tidied text, and the day before a month.
func formula(t *tidied, from int, month word, lang corpus.Language) (mention, bool) {
	between := t.s[from:month.start]
	if strings.ContainsAny(between, ".\n") {
		return mention{}, false
	}
	for _, y := range structure.Dates("1 de "+t.s[month.start:month.end]+" "+between, lang) {
		if y.Start == 0 && len(y.Date) > 4 {
			day, ok := dayBefore(t.s, from, month, string(y.Date[:4]), lang)
			return mention{start: t.start(from + leading(between)), end: t.end(month.end), from: day, to: day, formal: true}, ok
		}
	}
	return mention{}, false
}

func leading(s string) int { return len(s) - len(strings.TrimLeft(s, " \t,")) }

// dayBefore reads the day that stands right before a month, as one of a year.
func dayBefore(text string, from int, month word, year string, lang corpus.Language) (corpus.Date, bool) {
	words := text[max(from, boundary(text, month.start-dayReach)):month.end]
	for _, d := range structure.Dates(words+" "+year, lang) {
		if d.Precision == structure.Day {
			return d.Date, true
		}
	}
	return "", false
}

// boundary returns the offset, or the next one at which a code point begins.
func boundary(s string, i int) int {
	i = max(0, i)
	for i < len(s) && s[i]&0xC0 == 0x80 {
		i++
	}
	return i
}

// yearless returns the days that the text states without a year, read as days of the given one: "13 de diciembre", "December 13".
func yearless(text, year string, lang corpus.Language) []mention {
	var found []mention
	ws := wordsOf(text)
	for i := range ws {
		if vocabulary().months[ws[i].fold] == 0 {
			continue
		}
		from := boundary(text, ws[i].start-dayReach)
		ends := []int{ws[i].end}
		if i+1 < len(ws) && len(ws[i+1].fold) <= 4 && digitAt(ws[i+1].fold, 0) {
			ends = append(ends, ws[i+1].end)
		}
		for _, end := range ends {
			for _, d := range structure.Dates(text[from:end]+" "+year, lang) {
				if d.Precision == structure.Day && from+d.Start <= ws[i].start && from+d.End > end {
					found = append(found, mention{start: from + d.Start, end: end, from: d.Date, to: d.Date})
				}
			}
		}
	}
	return found
}
