package structure

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// findPublisher reads "article from the New York Times, ...", "published by X", and the names around a title or before a bare
// year: "Open Government Partnership, “End of Term Report”, 2019, https://...".
func (r *reading) findPublisher(p *particulars) {
	for i := range r.ws {
		if r.inTitle(r.ws[i].start) {
			continue
		}
		if _, n := r.w.publishedBy.at(r.ws, i); n > 0 {
			if name := r.name(i + n); name != "" {
				p.publisher = name
			}
		}
	}
	if p.publisher != "" {
		return
	}
	if r.title.End > 0 {
		if m := imprint.FindStringSubmatch(r.before[r.title.End:]); m != nil {
			p.publisher = m[1]
			return
		}
		if p.publisher = r.segment(r.before[r.title.End:]); p.publisher == "" || r.namesPlatform(p.publisher) {
			p.publisher = r.author(r.before[:r.title.Start])
		}
		return
	}
	if p.title == "" {
		if p.publisher = r.institution(); p.publisher != "" {
			return
		}
	}
	if p.title == "" && len(r.kinds) == 0 && r.onlyNameAndDate() {
		p.publisher = r.segment(r.before)
	}
}

// imprint matches the place and the publisher of a book behind its title: "(Washington DC: World Bank, 2015)".
var imprint = regexp.MustCompile(`^[\s.,]*\(\pL[^():]{1,40}: ?(\pL[^():]{1,80}), ?(?:19|20)\d\d\)`)

// namesPlatform reports whether a name is that of the platform that carries the source: "YouTube".
func (r *reading) namesPlatform(name string) bool {
	class := r.hostClass()
	label, _, _ := strings.Cut(hostOf(r.link.url), ".")
	return (class == "video" || class == "social") && strings.EqualFold(name, label)
}

// institution returns the office that a note without a title begins with: "Ministry of Lands, public statement, 8 July 2022, ".
// Before the word that says office stands nothing but capitals: "Kenya National Bureau of Statistics", not "E-mail from the Ministry".
func (r *reading) institution() string {
	name, _, ok := strings.Cut(r.before, ",")
	name = strings.TrimSpace(name)
	ws := splitWords(name)
	if !ok || len(ws) < 2 || len(ws) > 8 || len(r.kinds) > 0 && r.kinds[0].start < len(name) || !r.bibliographic(name) {
		return ""
	}
	for i := range ws {
		switch {
		case !upperStart(name[ws[i].start:]) && !(i == 0 && r.w.articles[ws[i].lower]):
			return ""
		case r.w.institutions[ws[i].lower]:
			return name
		}
	}
	return ""
}

// name returns the words in capitals at word i, behind an article: "the New York Times".
func (r *reading) name(i int) string {
	for i < len(r.ws) && r.w.articles[r.ws[i].lower] {
		i++
	}
	start, end := -1, -1
	for ; i < len(r.ws); i++ {
		w := &r.ws[i]
		if start >= 0 && strings.ContainsAny(w.gap, ",;:.()“”\"") && !r.initial(i-1) {
			break
		}
		if upperStart(r.before[w.start:w.end]) {
			if start < 0 {
				start = w.start
			}
			end = w.end
			continue
		}
		if start < 0 || !r.w.openers[w.lower] && !r.w.articles[w.lower] && !r.w.andWords[w.lower] {
			break
		}
	}
	if start < 0 {
		return ""
	}
	return r.before[start:end]
}

// initial reports whether word i is a letter with a full stop: "J. Roe".
func (r *reading) initial(i int) bool {
	return utf8.RuneCountInString(r.ws[i].lower) == 1 && i+1 < len(r.ws) && strings.TrimSpace(r.ws[i+1].gap) == "."
}

// segment returns the first part between commas that is a name, no date and no lead to the link.
func (r *reading) segment(s string) string {
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(",;:()", c) }) {
		part = strings.Trim(part, " .“”\"")
		if name, rest, ok := strings.Cut(part, ". "); ok && (len(part) > 40 || startsDigit(rest) || r.dateLike(rest)) {
			part = name
		}
		if part == "" || !upperStart(part) || len(strings.Fields(part)) > 8 || r.w.numeroWords[strings.ToLower(strings.Fields(part)[0])] || leadsOnly(part) || startsDigit(part) || r.dateLike(part) || r.holdsKind(part) {
			continue
		}
		return part
	}
	return ""
}

func startsDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// dateLike reports whether a part is a date or a piece of one: "March 7".
func (r *reading) dateLike(s string) bool {
	ws := splitWords(s)
	if len(ws) == 0 {
		return true
	}
	_, isMonth := r.w.months[ws[0].lower]
	return isMonth || len(Dates(s, r.lang)) > 0
}

func (r *reading) holdsKind(s string) bool {
	ws := splitWords(s)
	for i := range ws {
		if _, n := r.w.accessed.at(ws, i); n > 0 {
			return true
		}
	}
	return false
}

// yearBehind matches the year behind an author, "(2020).".
var yearBehind = regexp.MustCompile(`\s*\((?:19|20)\d\d[a-z]?\)[.,:]?$`)

// author returns the name that stands right before a title, behind nothing but the beginning of the sentence.
func (r *reading) author(s string) string {
	s = strings.TrimSpace(s)
	if m := yearBehind.FindStringIndex(s); m != nil { // "Ministry of Health (2020). “Plan”"
		s = s[:m[0]] + "."
	}
	if !strings.HasSuffix(s, ",") && !strings.HasSuffix(s, ".") {
		return ""
	}
	s = strings.Trim(s, " ,.;")
	if i := strings.LastIndexByte(s, ';'); i >= 0 { // "Ibid.; Ministry of Health"
		s = strings.TrimSpace(s[i+1:])
	}
	if name, rest, ok := strings.Cut(s, ","); ok && r.onlyKind(rest) { // "Global Witness, press release"
		s = name
	}
	if !upperStart(s) || len(strings.Fields(s)) > 8 || !r.bibliographic(s) {
		return ""
	}
	return s
}

// onlyKind reports whether words only name a kind of source.
func (r *reading) onlyKind(s string) bool {
	ws := splitWords(s)
	if len(ws) == 0 {
		return false
	}
	_, n := r.w.kindAt(s, ws, 0)
	return n == len(ws)
}

// onlyNameAndDate reports whether the words are a name and a year or date and nothing else: "IRM, 2019,".
func (r *reading) onlyNameAndDate() bool {
	year, _ := r.bareYear()
	return len(r.ws) <= 12 && upperStart(strings.TrimSpace(r.before)) && (year > 0 || len(r.dates) > 0) && r.bibliographic(r.before)
}
