package cited

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
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
	edits := fillerEdits(text)
	for _, i := range starts(text) {
		rules := numberRules
		if text[i] == '(' {
			rules = doubleRules
		}
		window := text[i:min(len(text), i+longestForm)]
		for _, r := range rules {
			m := r.form.FindStringSubmatchIndex(window)
			if m == nil {
				continue
			}
			if e, ok := r.edit(window, m); ok && r.behind(text[:i]) {
				edits = append(edits, edit{start: i + e.start, end: i + e.end, with: e.with})
				break
			}
		}
	}
	return applied(text, edits)
}

// longestForm bounds what a rule looks at, in bytes.
const longestForm = 48

// starts returns the offsets of numbers and of opening parentheses: odd forms begin there.
func starts(text string) []int {
	var list []int
	for i := range len(text) {
		if text[i] == '(' || digitAt(text, i) && !digitAt(text, i-1) {
			list = append(list, i)
		}
	}
	return list
}

// fillerEdits replaces words that say no more than "of", months of further languages, and days that are written out in English.
func fillerEdits(text string) []edit {
	var edits []edit
	x, ws := vocabulary(), wordsOf(text)
	for i := 0; i < len(ws); i++ {
		if _, n := x.fillers.at(ws, i); n > 0 {
			edits = append(edits, edit{start: ws[i].start, end: ws[i+n-1].end, with: "de"})
			i += n - 1
			continue
		}
		if month := x.foreign[ws[i].fold]; month != "" && i > 0 && smallNumber(ws[i-1].fold) {
			edits = append(edits, edit{start: ws[i].start, end: ws[i].end, with: month})
			continue
		}
		if classes, n := x.ordinals.at(ws, i); n > 0 {
			edits = append(edits, edit{start: ws[i].start, end: ws[i+n-1].end, with: classes[0]})
			i += n - 1
		}
	}
	return edits
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

// filled reports whether words like "días del mes de" stood between two offsets of the tidied text.
func (t *tidied) filled(from, to int) bool {
	for e, ok := t.before(to); ok && e.at >= from; e, ok = t.before(e.at) {
		if e.with == "de" && e.end-e.start > len("day of") {
			return true
		}
	}
	return false
}

// before returns the last edit that begins before an offset of the tidied text.
func (t *tidied) before(at int) (edit, bool) {
	i := sort.Search(len(t.edits), func(i int) bool { return t.edits[i].at >= at })
	if i == 0 {
		return edit{}, false
	}
	return t.edits[i-1], true
}

// tidyRule is one odd form, from the number or the parenthesis on with which it begins, and how it is written instead.
type tidyRule struct {
	form   *regexp.Regexp
	edit   func(form string, m []int) (edit, bool)
	behind func(before string) bool // whether what stands before the form lets it be one
}

var numberRules = []tidyRule{
	{romanForm, editRoman, apart},
	{namedForm, editNamed, apart},
	{spacedForm, editSpaced, apart},
	{shortYearForm, editShortYear, behindNoSign},
	{ordinalForm, editInner, apart},
	{dottedYearForm, editInner, behindOf},
	{signedForm, editSigned, apart},
}

var doubleRules = []tidyRule{{doubledForm, editInner, behindWord}}

// apart reports whether a number that follows is no part of a word.
func apart(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || !wordRune(r)
}

// romanForm matches "13-XII-2021", "13 XII 2021", "13.xii.2021".
var romanForm = regexp.MustCompile(`^(\d{1,2})[ \t]?[-/. ][ \t]?([IVX]{1,4}|[ivx]{1,4})[ \t]?[-/. ][ \t]?(\d{4})\b`)

// romanNumbers are the first Roman numerals: the months, and numbers of commitments.
var romanNumbers = []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}

func editRoman(form string, m []int) (edit, bool) {
	month := slices.Index(romanNumbers, strings.ToLower(form[m[4]:m[5]])) + 1
	if month == 0 {
		return edit{}, false
	}
	with := fmt.Sprintf("%s-%02d-%02s", form[m[6]:m[7]], month, form[m[2]:m[3]])
	return edit{end: m[1], with: with}, true
}

// namedForm matches "13-dic-2021", "13/dic./21", "13 - diciembre - 2021".
var namedForm = regexp.MustCompile(`^(\d{1,2})[ \t]?[-/.–][ \t]?(\p{L}{3,12})\.?[ \t]?[-/.–][ \t]?(\d{4}|\d{2})\b`)

func editNamed(form string, m []int) (edit, bool) {
	with := fmt.Sprintf("%s %s %s", form[m[2]:m[3]], form[m[4]:m[5]], longYear(form[m[6]:m[7]]))
	return edit{end: m[1], with: with}, true
}

// longYear writes "21" as "2021". Minutes that shorten the year are not from the last century.
func longYear(y string) string {
	if len(y) == 2 {
		return "20" + y
	}
	return y
}

// spacedForm matches "13 / 12 / 2021".
var spacedForm = regexp.MustCompile(`^(\d{1,2})[ \t]?([-/.])[ \t]?(\d{1,2})[ \t]?([-/.])[ \t]?(\d{4})\b`)

func editSpaced(form string, m []int) (edit, bool) {
	sep := form[m[4]:m[5]]
	if sep != form[m[8]:m[9]] || !strings.ContainsAny(form[:m[1]], " \t") {
		return edit{}, false
	}
	return edit{end: m[1], with: form[m[2]:m[3]] + sep + form[m[6]:m[7]] + sep + form[m[10]:m[11]]}, true
}

// shortYearForm matches "13/12/21".
var shortYearForm = regexp.MustCompile(`^(\d{1,2})([-/.])(\d{1,2})([-/.])(\d{2})\b`)

func editShortYear(form string, m []int) (edit, bool) {
	behind := form[m[1]:min(len(form), m[1]+1)]
	if form[m[4]:m[5]] != form[m[8]:m[9]] || behind != "" && strings.Contains("-/:", behind) || behind == "." && digitAt(form, m[1]+1) {
		return edit{}, false
	}
	return edit{end: m[1], with: form[:m[10]] + longYear(form[m[10]:m[11]])}, true
}

func behindNoSign(before string) bool {
	return apart(before) && (before == "" || !strings.Contains("-/.:", before[len(before)-1:]))
}

// ordinalForm matches what stands between the day and its month in "13 th of December", "1.º de marzo", "1ero de marzo".
var ordinalForm = regexp.MustCompile(`^\d{1,2}(?:([ \t]+)(?:st|nd|rd|th|er)\b|(\.[ºª°]|ero\b|\.?ro\b))`)

// editInner leaves out the part of a form that is set apart.
func editInner(_ string, m []int) (edit, bool) {
	for k := 2; k+1 < len(m); k += 2 {
		if m[k] >= 0 {
			return edit{start: m[k], end: m[k+1]}, true
		}
	}
	return edit{}, false
}

// dottedYearForm matches the point in "diciembre de 2.021".
var dottedYearForm = regexp.MustCompile(`^[12]([.,])\d{3}\b`)

// signedForm matches "2021년 12월 13일", "2021年12月13日".
var signedForm = regexp.MustCompile(`^(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]`)

func editSigned(form string, m []int) (edit, bool) {
	return edit{end: m[1], with: fmt.Sprintf("%s-%02s-%02s", form[m[2]:m[3]], form[m[4]:m[5]], form[m[6]:m[7]])}, true
}

// behindOf reports whether "de", "del" or "año" stands before.
func behindOf(before string) bool {
	trimmed := strings.TrimRight(before[max(0, len(before)-8):], " \t")
	for _, w := range []string{" de", " del", " año"} {
		if strings.HasSuffix(strings.ToLower(trimmed), w) {
			return true
		}
	}
	return false
}

// doubledForm matches the day that is written a second time: the "(13)" of "trece (13) de diciembre", "13 (trece) de diciembre".
var doubledForm = regexp.MustCompile(`^(\((?:\d{1,2}|\p{L}{2,12}(?: (?:y|e|et) \p{L}{2,6})?)\))[ \t]+(?:d[eo]|del|of|days?|d[ií]as?|jours?|\p{L}{3,10} (?:de|of|\d{4}))\b`)

// behindWord reports whether a word or a number stands before.
func behindWord(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, " \t"))
	return wordRune(r)
}
