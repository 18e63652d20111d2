package structure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// Precision says how much of a date is stated.
type Precision uint8

// The precisions of a date.
const (
	Day Precision = iota + 1
	Month
	Year
)

// DateMention is a date as a text states it.
type DateMention struct {
	Start, End int // byte offsets in the string that was searched
	Date       corpus.Date
	Precision  Precision
}

// The years that reports and their sources can carry. Other numbers of four digits are something else.
const (
	firstYear = 1900
	lastYear  = 2100
)

// Dates returns the dates that s states with their month, in order: "December 13, 2021", "13 de diciembre de 2021",
// "1er mars 2020", "trece de diciembre de dos mil veintiuno", "13/12/2021", "2021-12-13", "March 2020". Month names of all
// languages are known; short ones ("Dec.", "dic.") and the order of day and month in "3/4/2021" only in the language that is
// given. Impossible dates, dates that can be read two ways, and bare years are left out. Of a range of days ("13-14 December
// 2021") only the month is sure. Dates inside addresses are not read.
func Dates(s string, lang corpus.Language) []DateMention {
	d := dateScan{s: s, lang: lang.Base(), words: vocabulary()}
	d.tokenize()
	for i := 0; i < len(d.tokens); i++ {
		m, next := d.at(i)
		if m.Date == "" {
			continue
		}
		if n := len(d.found); n > 0 && d.found[n-1].End > m.Start {
			continue
		}
		d.found = append(d.found, m)
		i = max(i, next-1)
	}
	return d.found
}

// at returns the date whose leading part is token i, and the index behind its last token.
func (d *dateScan) at(i int) (DateMention, int) {
	t := d.tokens[i]
	if t.value >= 0 {
		return d.numeric(i)
	}
	if m := d.month(i); m > 0 {
		return d.named(i, m)
	}
	return DateMention{}, 0
}

// month returns the number of the month that token i names, or 0.
func (d *dateScan) month(i int) int {
	t := d.tokens[i]
	if m, ok := d.words.months[t.lower]; ok {
		if first, _ := utf8.DecodeRuneInString(d.s[t.start:]); m.capital && !unicode.IsUpper(first) {
			return 0
		}
		return m.number
	}
	return d.words.shortMonths[d.lang][t.lower]
}

// numeric reads "2021-12-13", "2021/12/13", "13/12/2021", "13.12.2021" at token i.
func (d *dateScan) numeric(i int) (DateMention, int) {
	if i+4 >= len(d.tokens) {
		return DateMention{}, 0
	}
	a, sep, b, sep2, c := d.tokens[i], d.tokens[i+1], d.tokens[i+2], d.tokens[i+3], d.tokens[i+4]
	if !strings.Contains("-/.–", sep.lower) || sep.lower != sep2.lower || b.value < 0 || c.value < 0 || b.digits > 2 ||
		a.end != sep.start || sep.end != b.start || b.end != sep2.start || sep2.end != c.start || !d.alone(i, i+4) {
		return DateMention{}, 0
	}
	var date corpus.Date
	switch {
	case a.digits == 4 && c.digits <= 2 && validYear(a.value):
		date = corpus.DateOf(a.value, b.value, c.value)
	case c.digits == 4 && a.digits <= 2 && validYear(c.value):
		date = d.dayMonth(a.value, b.value, c.value)
	}
	return DateMention{a.start, c.end, date, Day}, i + 5
}

// alone reports whether no further digit or separator touches the tokens from i to j.
func (d *dateScan) alone(i, j int) bool {
	if i > 0 && d.tokens[i-1].end == d.tokens[i].start && !strings.Contains("(“\"«,;:[", d.tokens[i-1].lower) {
		return false
	}
	if j+1 < len(d.tokens) && d.tokens[j+1].start == d.tokens[j].end {
		next := d.tokens[j+1]
		if next.value >= 0 || strings.Contains("-/_", next.lower) || unicode.IsLetter(rune(next.lower[0])) {
			return false
		}
		if next.lower == "." && j+2 < len(d.tokens) && d.tokens[j+2].start == next.end {
			return false
		}
	}
	return true
}

// dayMonth decides the order of two numbers: by value where only one order is possible, else by language.
func (d *dateScan) dayMonth(a, b, year int) corpus.Date {
	switch {
	case a == b || a > 12:
		return corpus.DateOf(year, b, a)
	case b > 12:
		return corpus.DateOf(year, a, b)
	case d.words.dayFirst[d.lang]:
		return corpus.DateOf(year, b, a)
	}
	return ""
}

// named reads the date around the month at token i: the day before it or behind it, and the year behind.
func (d *dateScan) named(i, month int) (DateMention, int) {
	if m, next := d.dayBehind(i, month); m.Date != "" {
		return m, next
	}
	year, next := d.year(i + 1)
	if year == 0 {
		return DateMention{}, 0
	}
	m := DateMention{d.tokens[i].start, d.tokens[next-1].end, monthOf(year, month), Month}
	day, first := d.dayBefore(i)
	if first < 0 {
		return m, next
	}
	m.Start = d.tokens[first].start
	if begin := d.rangeBefore(first); begin >= 0 {
		m.Start = d.tokens[begin].start
		return m, next
	}
	m.Date, m.Precision = corpus.DateOf(year, month, day), Day
	return m, next
}

// dayBehind reads "December 13, 2021" and "Dec. 13th, 2021", and of "December 13-14, 2021" the month.
func (d *dateScan) dayBehind(i, month int) (DateMention, int) {
	j := d.skip(i+1, ".")
	if j >= len(d.tokens) || !dayToken(d.tokens[j]) {
		return DateMention{}, 0
	}
	day := d.tokens[j].value
	j = d.skipOrdinal(j + 1)
	precision := Day
	if k := d.skipRange(j); k > j && k < len(d.tokens) && dayToken(d.tokens[k]) {
		j, precision = d.skipOrdinal(k+1), Month
	}
	year, next := d.year(j)
	if year == 0 {
		return DateMention{}, 0
	}
	m := DateMention{d.tokens[i].start, d.tokens[next-1].end, corpus.DateOf(year, month, day), precision}
	if precision == Month {
		m.Date = monthOf(year, month)
	}
	return m, next
}

// dayBefore reads the day before the month at token i, in digits or in words, and returns the index of its first token; -1
// when there is none.
func (d *dateScan) dayBefore(i int) (day, first int) {
	j := i - 1
	for j >= 0 && (d.words.dateWords[d.tokens[j].lower] || d.tokens[j].lower == "'" || d.tokens[j].lower == "’") && i-j < 4 {
		j--
	}
	if j >= 1 && d.tokens[j].lower == "." {
		j--
	}
	if j >= 1 && d.words.ordinals[d.tokens[j].lower] && d.tokens[j-1].end == d.tokens[j].start {
		j--
	}
	if j < 0 {
		return 0, -1
	}
	if dayToken(d.tokens[j]) && (j == 0 || d.tokens[j-1].end < d.tokens[j].start || strings.Contains("(“\"«,;:[-–", d.tokens[j-1].lower)) {
		return d.tokens[j].value, j
	}
	return d.wordsBefore(j)
}

// rangeBefore returns the index of the first day of a range of days that ends at token i, or -1.
func (d *dateScan) rangeBefore(i int) int {
	j := i - 1
	for j >= 0 && d.words.dateWords[d.tokens[j].lower] {
		j--
	}
	if j < 1 || d.tokens[j].lower != "-" && d.tokens[j].lower != "–" && !d.words.rangeWords[d.tokens[j].lower] {
		return -1
	}
	if j--; !dayToken(d.tokens[j]) {
		return -1
	}
	return j
}

// year reads the year at token i, behind a comma, a full stop and words like "de" and "of", and returns the index behind it.
func (d *dateScan) year(i int) (year, next int) {
	for n := 0; i < len(d.tokens) && n < 4 && (d.words.dateWords[d.tokens[i].lower] || d.tokens[i].lower == "," || d.tokens[i].lower == "."); n++ {
		i++
	}
	if i >= len(d.tokens) {
		return 0, 0
	}
	if t := d.tokens[i]; t.digits == 4 && validYear(t.value) {
		return t.value, i + 1
	}
	return d.yearInWords(i)
}

func validYear(y int) bool { return y >= firstYear && y <= lastYear }

// monthOf writes a year and a month, "2021-12".
func monthOf(year, month int) corpus.Date {
	return corpus.DateOf(year, month, 1)[:len("2021-12")]
}
