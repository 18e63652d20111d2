package cited

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// mention is a date, or a range of days, in a text.
type mention struct {
	start, end int         // byte offsets
	from, to   corpus.Date // the same but for a range
	other      corpus.Date // the second reading of "05/03/2022"; "" when there is one reading alone
	either     bool        // nothing in the text's language tells which reading is meant
	formal     bool        // it is part of a formula: "a los trece días del mes de diciembre"
}

// states reports whether the mention is, or holds, the date; of a month or a year, whether it lies in it.
func (m *mention) states(d corpus.Date) bool {
	return within(d, m.from, m.to) || m.either && within(d, m.other, m.other)
}

// canBe reports whether the second reading of the mention is the date.
func (m *mention) canBe(d corpus.Date) bool { return within(d, m.other, m.other) }

func within(d, from, to corpus.Date) bool {
	n := len(d)
	return n > 0 && n <= len(from) && n <= len(to) && from[:n] <= d && d <= to[:n]
}

// languages are those whose short names of months are known.
var languages = []corpus.Language{"en", "es", "fr", "pt"}

// mentionsOf returns the dates of a text in order, in whatever form and language they are written.
func mentionsOf(text string, lang corpus.Language) []mention {
	t := tidy(text)
	found := eitherWay(&t, lang)
	for _, l := range append([]corpus.Language{lang}, languages...) {
		for _, m := range structure.Dates(t.s, l) {
			found = addMention(found, read(text, &t, m))
		}
	}
	for _, m := range yearFirst(&t, lang) {
		found = addMention(found, m)
	}
	found = slices.DeleteFunc(found, func(m mention) bool { return itemNumber(text, &m) })
	slices.SortFunc(found, func(a, b mention) int { return cmp.Compare(a.start, b.start) })
	for i := range found {
		found[i].stretch(text)
	}
	return found
}

// itemNumber reports whether a date in numbers is the number of an item: a word that says so stands right before it.
func itemNumber(text string, m *mention) bool {
	if !digitAt(text, m.start) || !digitAt(text, m.end-1) || strings.ContainsAny(text[m.start:m.end], " \t\n") {
		return false
	}
	ws := wordsOf(text[boundary(text, m.start-16):m.start])
	return len(ws) > 0 && vocabulary().itemWords[ws[len(ws)-1].fold]
}

// addMention adds a mention unless one stands there already.
func addMention(found []mention, m mention) []mention {
	i, ok := slices.BinarySearchFunc(found, m, func(a, b mention) int { return cmp.Compare(a.start, b.start) })
	if ok || i > 0 && found[i-1].end > m.start || i < len(found) && found[i].start < m.end {
		return found
	}
	return slices.Insert(found, i, m)
}

// read turns a date of the tidied text into a mention of the text.
func read(text string, t *tidied, d structure.DateMention) mention {
	m := mention{start: t.start(d.Start), end: t.end(d.End), from: d.Date, to: d.Date}
	if d.Precision == structure.Month {
		m.days(text)
	}
	m.formal = t.filled(d.Start, d.End)
	if first, second, ok := readings(t.s[d.Start:d.End]); ok {
		m.other = second
		if d.Date == second {
			m.other = first
		}
	}
	return m
}

// numericForm matches "05/03/2022".
var numericForm = regexp.MustCompile(`\b(\d{1,2})([-/.])(\d{1,2})([-/.])(\d{4})\b`)

// readings returns both readings of a date in numbers, the day first and the month first; ok is false when there is one.
func readings(s string) (dayFirst, monthFirst corpus.Date, ok bool) {
	m := numericForm.FindStringSubmatch(s)
	if m == nil || m[2] != m[4] {
		return "", "", false
	}
	a, b, year := number(m[1]), number(m[3]), number(m[5])
	dayFirst, monthFirst = corpus.DateOf(year, b, a), corpus.DateOf(year, a, b)
	return dayFirst, monthFirst, dayFirst != "" && monthFirst != "" && a != b
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// eitherWay returns the dates in numbers that a text's language leaves open, as English does.
func eitherWay(t *tidied, lang corpus.Language) []mention {
	if vocabulary().dayFirst[lang.Base()] {
		return nil
	}
	var found []mention
	for _, i := range starts(t.s) {
		window := t.s[i:min(len(t.s), i+len("05/03/2022 "))]
		if m := numericForm.FindStringIndex(window); m != nil && m[0] == 0 && apart(t.s[:i]) {
			if a, b, ok := readings(window[:m[1]]); ok {
				found = append(found, mention{start: t.start(i), end: t.end(i + m[1]), from: a, to: a, other: b, either: true})
			}
		}
	}
	return found
}

// dayForm matches a day in a range: the 13 of "13 y 14 de diciembre de 2021".
var dayForm = regexp.MustCompile(`\b\d{1,2}\b`)

// daysBefore matches the days before those that belong to the mention: the "13, " of "13, 14 y 15 de diciembre".
var daysBefore = regexp.MustCompile(`(?:\b\d{1,2}(?:st|nd|rd|th|er)?(?:,|-|–| y| e| and| et| al?| au| à)[ \t]*)+$`)

// days reads the first and the last day of a month's mention that names some: "13-14 December 2021".
func (m *mention) days(text string) {
	if !dayForm.MatchString(text[m.start:m.end]) {
		return
	}
	if b := daysBefore.FindStringIndex(text[max(0, m.start-24):m.start]); b != nil {
		m.start = max(0, m.start-24) + b[0]
	}
	first, last := 32, 0
	for _, d := range dayForm.FindAllString(text[m.start:m.end], -1) {
		if n := number(d); n >= 1 && n <= 31 {
			first, last = min(first, n), max(last, n)
		}
	}
	year, month := number(string(m.from[:4])), number(string(m.from[5:7]))
	from, to := corpus.DateOf(year, month, first), corpus.DateOf(year, month, last)
	if from != "" && to != "" {
		m.from, m.to = from, to
	}
}

// spanForm matches the first day of a range over months, before the last one: "30 November - " of "30 November - 2 December 2021".
var spanForm = regexp.MustCompile(`(\d{1,2}(?:st|nd|rd|th|er|º|°)?[ \t]+(?:de[ \t]+|of[ \t]+)?\p{L}{3,12})[ \t]*(?:-|–|—|to|and|y|e|et|al?|au|&)[ \t]*(?:el[ \t]+|le[ \t]+|the[ \t]+)?$`)

// stretch takes in the first day of a range over months. The year of its last day is that of both.
func (m *mention) stretch(text string) {
	if len(m.to) < len("2021-12-13") || m.from != m.to {
		return
	}
	begin := max(0, m.start-40)
	for begin < m.start && text[begin]&0xC0 == 0x80 {
		begin++
	}
	span := spanForm.FindStringSubmatchIndex(text[begin:m.start])
	if span == nil {
		return
	}
	first := strings.TrimSpace(text[begin+span[2] : begin+span[3]])
	for _, l := range languages {
		for _, d := range structure.Dates(first+" "+string(m.to[:4]), l) {
			if d.Start == 0 && len(d.Date) == len(m.to) && d.Date < m.to {
				m.from, m.start = d.Date, begin+span[0]
				return
			}
		}
	}
}
