package structure

import (
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
				if d.access || len(splitWords(between2(r.before, k.endOffset, d.Start))) > minutesReach {
					continue
				}
				if d.Start >= k.endOffset || d.End <= k.start && len(splitWords(r.before[d.End:k.start])) <= 1 {
					return d.Date
				}
			}
		}
	}
	for i := len(r.dates) - 1; i >= 0; i-- {
		if d := r.dates[i]; !d.access && r.beforeLink(d.End) {
			return d.Date
		}
	}
	if year, end := bareYear(r.before, r.w); year > 0 && r.beforeLink(end) {
		return corpus.Date(itoa(year))
	}
	return ""
}

func between2(s string, from, to int) string {
	if from >= to {
		return ""
	}
	return s[from:to]
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
	return leadsOnly(r.before[offset:])
}

// bareYear returns the last year that stands alone between commas, full stops or parentheses ("IRM, 2019, "), and the byte
// offset behind it.
func bareYear(s string, w *words) (year, end int) {
	ws := splitWords(s)
	for i := len(ws) - 1; i >= 0; i-- {
		if !number(ws[i].lower) || len(ws[i].lower) != 4 {
			if _, n := w.linkLeads.at(ws, i); n == 0 && len(ws)-i > 3 {
				return 0, 0
			}
			continue
		}
		y := smallNumber(ws[i].lower)
		gap := strings.TrimRight(ws[i].gap, " ")
		after := s[ws[i].end:]
		if validYear(y) && gap != "" && strings.ContainsAny(gap[len(gap)-1:], ",.(;") && (after == "" || strings.ContainsAny(after[:1], ",.):; ")) {
			return y, ws[i].end
		}
		return 0, 0
	}
	return 0, 0
}
