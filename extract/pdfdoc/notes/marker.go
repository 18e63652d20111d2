package notes

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// place is where a marker stands.
type place struct {
	sheet   int
	line    int     // index of its line; -1 inside a table
	y       float64 // of its baseline
	rounded bool    // it is in parentheses
	weak    bool    // neither raised nor in brackets: a number at a word's end
}

// findMarkers gathers what can be a marker, by the key of its label: raised numbers and symbols, numbers in brackets. Numbers
// inside tables count, as their notes stand at the page's foot too; letters and symbols there belong to the table's own notes.
func (f *finder) findMarkers() {
	f.markers, f.referring = map[string][]place{}, map[int][]int{}
	for i := range f.lines {
		l := &f.lines[i]
		if l.furniture {
			continue
		}
		for k := range l.Words {
			f.addMarkers(l.Line, k, place{sheet: l.ref.Sheet, line: i, y: l.Base})
		}
		if len(l.Words) == 1 && startsSymbol(l.Words[0].Text) && !l.away && f.within(l) {
			f.addLabels(l.Words[0].Text, place{sheet: l.ref.Sheet, line: i, y: l.Base})
		}
	}
	for s := range f.sheets {
		for t := range f.sheets[s].Tables {
			f.tableMarkers(s, &f.sheets[s].Tables[t])
		}
	}
}

// within reports whether a line of one raised symbol stands over the words of another line, which it was parted from.
func (f *finder) within(l *line) bool {
	lines := f.onSheet(l.ref.Sheet)
	for i := range lines {
		o := &lines[i]
		rise := o.Base - l.Base
		if o.ref != l.ref && o.Angle == l.Angle && o.Box[0] < l.Box[0] && o.Box[2] > l.Box[0] && rise > 0 && rise <= 0.7*o.Size {
			return true
		}
	}
	return false
}

func (f *finder) tableMarkers(sheet int, t *page.Table) {
	for c := range t.Cells {
		lines := t.Cells[c].Lines
		for i := range lines {
			for k := range lines[i].Words {
				f.addMarkers(&lines[i], k, place{sheet: sheet, line: -1, y: lines[i].Base})
			}
		}
	}
}

// bracketedMarker matches numbers in brackets in running text: "text[12]", "[3], [4]".
var bracketedMarker = regexp.MustCompile(`\[(\d{1,3}(?:[,–-]\d{1,3})*)\]`)

// roundedMarker matches a number in parentheses at a word's end: "text(12)", "(3)".
var roundedMarker = regexp.MustCompile(`\((\d{1,3})\)[.,;:]?$`)

// addMarkers adds the markers of the k-th word of a line.
func (f *finder) addMarkers(l *page.Line, k int, at place) {
	w := &l.Words[k]
	text := w.Text
	if w.Raised <= 0 && plainWord(text) {
		return
	}
	switch {
	case w.Raised > 0 || k > 0 && !w.Space && w.Size <= 0.82*l.Words[k-1].Size && w.Raised == 0:
		if k == 0 && len(l.Words) > 1 { // it begins its line: a label, not a marker
			return
		}
		if !f.exponent(l, k) {
			f.addLabels(text, at)
		}
		return
	case strings.ContainsAny(text, raisedDigits):
		f.addLabels(text[strings.IndexAny(text, raisedDigits):], at)
	case strings.ContainsAny(text, symbolRunes) && !startsSymbol(text):
		f.addLabels(text[strings.IndexAny(text, symbolRunes):], at)
	}
	if m := gluedMarker.FindStringSubmatch(text); m != nil && at.line >= 0 {
		at.weak = true
		f.addLabels(m[1], at)
		return
	}
	if m := roundedMarker.FindStringSubmatch(text); m != nil && k > 0 {
		at.rounded = true
		f.addLabels(m[1], at)
		return
	}
	for _, m := range bracketedMarker.FindAllStringSubmatch(text, -1) {
		if k > 0 || !strings.HasPrefix(text, "[") {
			f.addLabels(m[1], at)
		}
	}
}

// gluedMarker matches a word whose end is a number that has lost its style, behind a letter, a stop or a year's stop:
// "plan.12", "Partnership4", "2014-2016.1". "G8", "3.5" and "http://x.org/a1" have none.
var gluedMarker = regexp.MustCompile(`^[^/@]*(?:\p{L}\p{Ll}|(?:[\p{L})”"»’]|(?:19|20)\d\d)[.,;:!?)”"»’]+)(\d{1,3})[.,;:)]?$`)

// plainWord reports whether a word has nothing that a marker can be of: most have none.
func plainWord(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= '0' && c <= '9' || c == '*' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func startsSymbol(s string) bool { return strings.IndexAny(s, symbolRunes) == 0 }

// addLabels adds the labels of a raised run: "11, 12", "3-5".
func (f *finder) addLabels(run string, at place) {
	for _, s := range strings.FieldsFunc(run, separates) {
		l, ok := parseLabel(strings.Trim(s, "[]().:"))
		if !ok || at.line < 0 && l.series != digits {
			continue
		}
		f.markers[l.key()] = append(f.markers[l.key()], at)
		if n := len(f.referring[at.sheet]); at.line >= 0 && (n == 0 || f.referring[at.sheet][n-1] != at.line) {
			f.referring[at.sheet] = append(f.referring[at.sheet], at.line)
		}
	}
}

func separates(r rune) bool { return strings.ContainsRune(",;–-", r) || unicode.IsSpace(r) }

// exponent reports whether a raised number is a power: behind the unit of a length or behind "10".
func (f *finder) exponent(l *page.Line, k int) bool {
	if k == 0 || l.Words[k].Space {
		return false
	}
	n := parseDigits(l.Words[k].Text)
	before := l.Words[k-1].Text
	if before == "10" {
		return true
	}
	return (n == 2 || n == 3) && f.words.units[strings.ToLower(strings.TrimFunc(before, func(r rune) bool { return !unicode.IsLetter(r) }))]
}
