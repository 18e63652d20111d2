package cited

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// tidied is a text in which odd forms of dates are written as common ones, and the way back to the text as it is.
type tidied struct {
	s     string
	edits []edit
}

// edit is a replacement. Its offsets count bytes: start and end in the text as it is, at in the tidied one.
type edit struct {
	start, end int
	with       string
	at         int
}

// tidy rewrites the forms of dates that the reader of dates does not know.
func tidy(text string) tidied {
	var edits []edit
	for _, r := range tidyRules {
		for _, m := range r.form.FindAllStringSubmatchIndex(text, -1) {
			if e, ok := r.edit(text, m); ok {
				edits = append(edits, e)
			}
		}
	}
	for _, m := range vocabulary().fillers.FindAllStringIndex(text, -1) {
		edits = append(edits, edit{start: m[0], end: m[1], with: "de"})
	}
	for _, m := range vocabulary().ordinalDays.FindAllStringIndex(text, -1) {
		day := vocabulary().ordinals[strings.ToLower(text[m[0]:m[1]])]
		edits = append(edits, edit{start: m[0], end: m[1], with: strconv.Itoa(day)})
	}
	return applied(text, edits)
}

// applied makes the edits that do not overlap an earlier one.
func applied(text string, edits []edit) tidied {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	t := tidied{}
	var b strings.Builder
	last := 0
	for _, e := range edits {
		if e.start < last {
			continue
		}
		b.WriteString(text[last:e.start])
		e.at = b.Len()
		b.WriteString(e.with)
		t.edits = append(t.edits, e)
		last = e.end
	}
	b.WriteString(text[last:])
	t.s = b.String()
	return t
}

// start returns the offset in the text as it is of what begins at an offset of the tidied text.
func (t *tidied) start(at int) int {
	e, ok := t.before(at + 1)
	if !ok {
		return at
	}
	if at < e.at+len(e.with) {
		return e.start
	}
	return e.end + at - e.at - len(e.with)
}

// end does so for what ends there.
func (t *tidied) end(at int) int {
	e, ok := t.before(at)
	if !ok {
		return at
	}
	if at <= e.at+len(e.with) {
		return e.end
	}
	return e.end + at - e.at - len(e.with)
}

// before returns the last edit that begins before an offset of the tidied text.
func (t *tidied) before(at int) (edit, bool) {
	i := sort.Search(len(t.edits), func(i int) bool { return t.edits[i].at >= at })
	if i == 0 {
		return edit{}, false
	}
	return t.edits[i-1], true
}

// tidyRule is one odd form and how it is written instead.
type tidyRule struct {
	form *regexp.Regexp
	edit func(text string, m []int) (edit, bool)
}

var tidyRules = []tidyRule{
	{romanForm, editRoman},
	{namedForm, editNamed},
	{spacedForm, editSpaced},
	{shortYearForm, editShortYear},
	{doubledForm, editInner},
	{looseOrdinalForm, editInner},
	{longOrdinalForm, editInner},
	{dottedYearForm, editInner},
}

// namedForm matches "13-dic-2021", "13/dic./21", "13 - diciembre - 2021".
var namedForm = regexp.MustCompile(`\b(\d{1,2})[ \t]?[-/.–][ \t]?(\p{L}{3,12})\.?[ \t]?[-/.–][ \t]?(\d{4}|\d{2})\b`)

func editNamed(text string, m []int) (edit, bool) {
	with := fmt.Sprintf("%s %s %s", text[m[2]:m[3]], text[m[4]:m[5]], longYear(text[m[6]:m[7]]))
	return edit{start: m[0], end: m[1], with: with}, true
}

// longYear writes "21" as "2021". Minutes that shorten the year are not from the last century.
func longYear(y string) string {
	if len(y) == 2 {
		return "20" + y
	}
	return y
}

// romanForm matches "13-XII-2021", "13 XII 2021", "13.xii.2021".
var romanForm = regexp.MustCompile(`\b(\d{1,2})[ \t]?[-/. ][ \t]?([IVX]{1,4}|[ivx]{1,4})[ \t]?[-/. ][ \t]?(\d{4})\b`)

// romanMonths are the months in Roman numerals, from January.
var romanMonths = []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}

func editRoman(text string, m []int) (edit, bool) {
	month := slices.Index(romanMonths, strings.ToLower(text[m[4]:m[5]])) + 1
	if month == 0 {
		return edit{}, false
	}
	with := fmt.Sprintf("%s-%02d-%02s", text[m[6]:m[7]], month, text[m[2]:m[3]])
	return edit{start: m[0], end: m[1], with: with}, true
}

// spacedForm matches "13 / 12 / 2021".
var spacedForm = regexp.MustCompile(`\b(\d{1,2})[ \t]?([-/.])[ \t]?(\d{1,2})[ \t]?([-/.])[ \t]?(\d{4})\b`)

func editSpaced(text string, m []int) (edit, bool) {
	sep := text[m[4]:m[5]]
	if sep != text[m[8]:m[9]] || !strings.ContainsAny(text[m[0]:m[1]], " \t") {
		return edit{}, false
	}
	return edit{start: m[0], end: m[1], with: text[m[2]:m[3]] + sep + text[m[6]:m[7]] + sep + text[m[10]:m[11]]}, true
}

// shortYearForm matches "13/12/21".
var shortYearForm = regexp.MustCompile(`\b(\d{1,2})([-/.])(\d{1,2})([-/.])(\d{2})\b`)

func editShortYear(text string, m []int) (edit, bool) {
	behind := text[m[1]:min(len(text), m[1]+1)]
	if text[m[4]:m[5]] != text[m[8]:m[9]] || m[0] > 0 && strings.ContainsAny(text[m[0]-1:m[0]], "-/.:") || strings.ContainsAny(behind, "-/:") || behind == "." && digitAt(text, m[1]+1) {
		return edit{}, false
	}
	return edit{start: m[0], end: m[1], with: text[m[0]:m[10]] + longYear(text[m[10]:m[11]])}, true
}

// doubledForm matches the day that is written a second time: "trece (13) de diciembre", "13 (trece) de diciembre".
var doubledForm = regexp.MustCompile(`[\p{L}\d]([ \t]*\((?:\d{1,2}|\p{L}{2,12}(?: (?:y|e|et) \p{L}{2,6})?)\))[ \t]+(?:d[eo]|del|of|days?|d[ií]as?|jours?|\p{L}{3,10} (?:de|of|\d{4}))\b`)

// looseOrdinalForm matches the space in "13 th of December".
var looseOrdinalForm = regexp.MustCompile(`\b\d{1,2}([ \t]+)(?:st|nd|rd|th|er)\b`)

// longOrdinalForm matches the sign in "1.º de marzo", "1ero de marzo".
var longOrdinalForm = regexp.MustCompile(`\b\d{1,2}(\.[ºª°]|ero\b|\.?ro\b)`)

// dottedYearForm matches the point in "diciembre de 2.021".
var dottedYearForm = regexp.MustCompile(`\b(?:de|del|año|ano)[ \t]+[12]([.,])\d{3}\b`)

// editInner leaves out the part of a form that is set apart.
func editInner(_ string, m []int) (edit, bool) {
	return edit{start: m[2], end: m[3]}, true
}
