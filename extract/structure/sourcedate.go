package structure

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// minutesReach is how many words behind "minutes" the date of the minutes can stand.
const minutesReach = 16

// date returns the date of the source: of minutes, the first date behind the word or right before it; of any source, a date or
// a year that stands right before the link. Other dates in the sentence are about something else.
func (r *reading) date(kind corpus.CitationKind) corpus.Date {
	if kind == corpus.CitesMinutes {
		if k, ok := r.minutesPhrase(); ok {
			for _, d := range r.dates {
				if d.access || r.wordsBetween(k.endOffset, d.Start) > minutesReach {
					continue
				}
				if d.Start >= k.endOffset && r.strayMonth(k.endOffset, d.Start) {
					return "" // "of 5 May and 6 June 2021": two minutes, and one year for both
				}
				if d.Start >= k.endOffset || d.End <= k.start && r.wordsBetween(d.End, k.start) <= 1 {
					return d.Date
				}
			}
		}
	}
	for i := len(r.dates) - 1; i >= 0; i-- {
		if d := r.dates[i]; !d.access && r.beforeLink(d.End) && !r.inSentence(d.Start) {
			return d.Date
		}
	}
	if year, end := r.bareYear(); year > 0 && r.beforeLink(end) && !r.yearOfLaw(end) {
		return corpus.Date(strconv.Itoa(year))
	}
	if m := yearBehind.FindString(strings.TrimSpace(r.before[:r.title.Start])); m != "" { // "Ministry of Health (2020). “Plan”"
		return corpus.Date(strings.Trim(m, " ().,:abcdefghijklmnopqrstuvwxyz"))
	}
	return ""
}

// yearOfLaw reports whether the year that ends at a byte offset belongs to the name of a law: "Access to Information Act, 2016".
func (r *reading) yearOfLaw(end int) bool {
	for _, k := range r.kinds {
		if k.class == "law" && k.next < len(r.ws) && r.ws[k.next].end == end {
			return true
		}
	}
	return false
}

// strayMonth reports whether a month that belongs to no date begins between two byte offsets.
func (r *reading) strayMonth(from, to int) bool {
	for i := range r.ws {
		w := &r.ws[i]
		m, ok := r.w.months[w.lower]
		if ok && w.start >= from && w.start < to && !r.inDate(w.start) && (!m.capital || upperStart(r.before[w.start:w.end])) {
			return true
		}
	}
	return false
}

// wordsBetween counts the words that begin between two byte offsets.
func (r *reading) wordsBetween(from, to int) int {
	n := 0
	for i := range r.ws {
		if r.ws[i].start >= from && r.ws[i].start < to {
			n++
		}
	}
	return n
}

// minutesPhrase returns the last phrase that says minutes.
func (r *reading) minutesPhrase() (found, bool) {
	for i := len(r.kinds) - 1; i >= 0; i-- {
		if r.kinds[i].class == "minutes" {
			return r.kinds[i], true
		}
	}
	return found{}, false
}

// beforeLink reports whether nothing but words that lead to the link, and a date of access, stands between an offset and the
// link.
func (r *reading) beforeLink(offset int) bool {
	for _, d := range r.dates {
		if d.access && d.Start >= offset {
			ws := splitWords(r.before[offset:d.Start])
			if len(ws) == 0 {
				return false
			}
			_, n := r.w.accessed.at(ws, 0)
			return n == len(ws) && leadsOnly(r.before[d.End:])
		}
	}
	rest := remark.ReplaceAllString(r.before[offset:], "")
	if strings.Contains(rest, ";") { // "Letter of the Ministry, 14 February 2022; see ": the date is the letter's
		return leadsOn(rest)
	}
	return leadsOnly(rest)
}

// remark matches what is said of the language or place of a source: "[in Ukrainian]", "(en francés)".
var remark = regexp.MustCompile(`[(\[][^()\[\]\d]{1,40}[)\]]`)

// inSentence reports whether a date stands in the link's own words without punctuation before it, so that it can be a part of what
// they tell: "the consultation held on 5 May 2020".
func (r *reading) inSentence(offset int) bool {
	before := strings.TrimRight(r.before[:offset], " ")
	return r.own > 0 && offset > r.own && !strings.HasSuffix(before, ",") && !strings.HasSuffix(before, ".") && !strings.HasSuffix(before, "(")
}

// bareYear returns the last year that stands alone between commas, full stops or parentheses ("IRM, 2019, "), and the byte
// offset behind it.
func (r *reading) bareYear() (year, end int) {
	for i := len(r.ws) - 1; i >= max(0, len(r.ws)-6); i-- {
		w := &r.ws[i]
		if len(w.lower) != 4 || !number(w.lower) || r.atDate(i) {
			continue
		}
		y := smallNumber(w.lower)
		gap := strings.TrimRight(w.gap, " ")
		after := r.before[w.end:]
		if validYear(y) && gap != "" && strings.ContainsAny(gap[len(gap)-1:], ",.(;") && (after == "" || strings.ContainsAny(after[:1], ",.):; ")) && !r.inDate(w.start) {
			return y, w.end
		}
		return 0, 0
	}
	return 0, 0
}

func (r *reading) inDate(offset int) bool {
	for _, d := range r.dates {
		if offset >= d.Start && offset < d.End {
			return true
		}
	}
	return false
}
