package minutes

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// dayOf finds the day of the meeting: behind a label, in the title, in a line of its own near it, in the sentence that opens the
// minutes, in the running head.
func (d *document) dayOf(t title) (corpus.Date, line) {
	for _, v := range d.values("date") {
		if day, at, ok := d.day(v); ok {
			return day, at
		}
	}
	if t.first >= 0 {
		if day, at, ok := d.day(d.joined(t.first, t.last)); ok {
			return day, at
		}
		for i := max(0, t.first-3); i < min(len(d.lines), t.last+6); i++ {
			x := d.lines[i]
			if i < t.first && dateline.MatchString(x.text) { // a letterhead's day is when the minutes were written
				continue
			}
			if x.table != nil || d.ofOther(x.text) || utf8.RuneCountInString(x.text) > 140 {
				continue
			}
			if day, at, ok := d.day(x); ok {
				return day, at
			}
		}
	}
	if day, at, ok := d.openingDay(); ok {
		return day, at
	}
	for i := max(0, t.first-3); i < t.first; i++ {
		if day, at, ok := d.day(d.lines[i]); ok && !d.ofOther(d.lines[i].text) && d.lines[i].table == nil {
			return day, at
		}
	}
	return d.runningDay()
}

// openingDay finds the date of the sentence that says that people met.
func (d *document) openingDay() (corpus.Date, line, bool) {
	for i, x := range d.lines {
		if i >= frontLines || x.table != nil {
			continue
		}
		folded := fold(x.text)
		if at, _ := contains(folded, d.l.Met); at < 0 || d.ofOther(firstSentence(x.text)) {
			continue
		}
		if day, at, ok := d.day(x); ok {
			return day, at, true
		}
	}
	return "", line{}, false
}

func firstSentence(s string) string {
	if i := strings.Index(s, ". "); i > 0 {
		return s[:i]
	}
	return s
}

// ofOther reports whether a text speaks of another meeting, or of when a document was made.
func (d *document) ofOther(s string) bool {
	at, _ := contains(fold(s), d.l.OtherMeeting)
	return at >= 0
}

// runningDay finds the one date of the running heads and feet.
func (d *document) runningDay() (day corpus.Date, at line) {
	for i := range d.c.Blocks {
		b := &d.c.Blocks[i]
		if b.Kind != corpus.Furniture {
			continue
		}
		x := line{text: b.Text(), start: b.Start, end: b.End, kind: b.Kind, block: i}
		found, where, ok := d.day(x)
		switch {
		case !ok || d.ofOther(x.text):
		case day == "":
			day, at = found, where
		case day != found:
			return "", line{}
		}
	}
	return day, at
}

// daysOf matches what stands between day and month in formal Spanish and Portuguese: "28 días del mes de enero", "treze dias do mês de
// dezembro"; and what stands between month and year: "del año", "del año de gracia".
var daysOf = regexp.MustCompile(`(?i)\s+d[ií]as?,?\s+(?:del|do)\s+m[eéê]s\s+de\s+`)

// day returns the first day that a line states, and where.
func (d *document) day(x line) (corpus.Date, line, bool) {
	text, back := x.text, func(i int) int { return i }
	if m := daysOf.FindStringIndex(text); m != nil {
		const of = " de "
		cut := m[1] - m[0] - len(of)
		text = text[:m[0]] + of + text[m[1]:]
		back = func(i int) int {
			if i > m[0]+len(of)-1 {
				return i + cut
			}
			return i
		}
	}
	for _, m := range structure.Dates(ocrDigits(text), d.l.code) {
		if m.Precision == structure.Day {
			at := x.upto(back(m.End))
			return m.Date, at.after(back(m.Start)), true
		}
	}
	return "", x, false
}

// misread matches a year or a day in which recognition took a zero or a one for a letter: "2O21", "l3 de".
var misread = regexp.MustCompile(`\b(?:[12][0-9O]{3}|[lI][0-9]|[0-9][OlI])\b`)

// ocrDigits mends digits that were taken for letters. Lengths stay.
func ocrDigits(s string) string {
	return misread.ReplaceAllStringFunc(s, func(m string) string {
		return strings.NewReplacer("O", "0", "l", "1", "I", "1").Replace(m)
	})
}
