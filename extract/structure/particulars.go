package structure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// particulars is what a note says of a source. What it does not say is zero.
type particulars struct {
	kind        corpus.CitationKind
	title       string
	publisher   string
	body        string
	date        corpus.Date
	accessed    corpus.Date
	commitments []string
	bare        bool // nothing stands between this link and the one before
}

// reading is the state of one look at the words before a link.
type reading struct {
	*context
	w     *words
	ws    []word
	dates []dated
	title Range // byte offsets of the title in before, quotes included; empty without one
	kinds []found
}

// found is a phrase of a class at a word.
type found struct {
	class     string
	word      int // index of its first word
	next      int // index behind its last word
	inTitle   bool
	last      bool // it stands in the last clause
	start     int  // byte offset
	endOffset int
}

// dated is a date and what it is the date of.
type dated struct {
	DateMention
	access bool
}

// particulars reads the words around a link. A link that follows another one with nothing between but "and" or a semicolon
// takes over what was said of that one.
func (ctx *context) particulars(before particulars) particulars {
	r := &reading{context: ctx, w: vocabulary(), ws: splitWords(ctx.before)}
	p := particulars{accessed: r.accessed()}
	if before.kind != "" && leadsOnly(ctx.before) {
		p.bare = true
		p.date, p.body, p.commitments = before.date, before.body, before.commitments
		p.kind = r.hostKind()
		if p.kind == corpus.CitesOther || p.kind == corpus.CitesOGPPage && before.kind != corpus.CitesOther {
			p.kind = before.kind
		}
		return p
	}
	r.findTitle(&p)
	r.findKinds()
	r.findPublisher(&p)
	p.kind = r.kind(&p)
	p.date = r.date(p.kind)
	if p.kind == corpus.CitesMinutes {
		p.body = r.body()
	}
	p.commitments = r.commitments()
	return p
}

// accessed returns the day of access, which notes state before the link or behind it.
func (r *reading) accessed() corpus.Date {
	for _, m := range Dates(r.before, r.lang) {
		access := r.follows(r.before[:m.Start], &r.w.accessed)
		r.dates = append(r.dates, dated{m, access})
	}
	for _, d := range r.dates {
		if d.access {
			return d.Date
		}
	}
	for _, m := range Dates(r.after, r.lang) {
		lead := strings.TrimLeft(r.after[:m.Start], " .,;:([")
		if ws := splitWords(lead); len(ws) > 0 && len(ws) <= 4 {
			if _, n := r.w.accessed.at(ws, 0); n > 0 && r.follows(lead, &r.w.accessed) {
				return m.Date
			}
		}
	}
	return ""
}

// follows reports whether a text ends in one of the phrases, punctuation aside.
func (r *reading) follows(s string, p *phrases) bool {
	ws := splitWords(s)
	for i := max(0, len(ws)-4); i < len(ws); i++ {
		if _, n := p.at(ws, i); n > 0 && i+n == len(ws) {
			return strings.Trim(s[ws[len(ws)-1].end:], " :,(.") == ""
		}
	}
	return false
}

// findTitle takes the last quoted or italic words before the link as the title of the source when they look like one, and
// what stands between them and the link does too: a publisher, a date, "available at". The words of the link itself can
// be the title.
func (r *reading) findTitle(p *particulars) {
	if r.link.words != "" && titled(r.link.words) {
		p.title = strings.Trim(r.link.words, "“”\"«» ")
		return
	}
	if start, end, ok := lastQuoted(r.before); ok {
		inner := strings.Trim(r.before[start:end], "“”\"«»‘’ .,;")
		if upperStart(inner) && len(inner) > 3 && r.bibliographic(r.before[end:]) {
			p.title, r.title = inner, Range{start, end}
			return
		}
	}
	if i := strings.LastIndex(r.before, r.italic); r.italic != "" && i >= 0 {
		if upperStart(r.italic) && len(strings.Fields(r.italic)) > 1 && r.bibliographic(r.before[i+len(r.italic):]) {
			p.title, r.title = strings.Trim(r.italic, " .,;"), Range{i, i + len(r.italic)}
		}
	}
}

// titled reports whether the words of a link are the title of what it leads to, and not "this report" or "here".
func titled(s string) bool {
	if strings.ContainsAny(s, "“\"«") {
		return true
	}
	ws := strings.Fields(s)
	capitals := 0
	for _, w := range ws {
		if upperStart(w) {
			capitals++
		}
	}
	return len(ws) > 2 && upperStart(s) && (capitals*2 >= len(ws) || len(ws) > 4)
}

func upperStart(s string) bool {
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "#¿¡("))
	return unicode.IsUpper(c) || unicode.IsDigit(c)
}

var closers = map[rune]rune{'“': '”', '«': '»', '„': '“'}

// lastQuoted returns the last quoted stretch of s, quotes included.
func lastQuoted(s string) (start, end int, ok bool) {
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		closing := closers[c]
		if c == '"' || c == '”' {
			closing = c
		}
		if closing == 0 {
			i += size
			continue
		}
		depth, j := 1, i+size
		for j < len(s) && depth > 0 {
			d, n := utf8.DecodeRuneInString(s[j:])
			switch {
			case d == closing || c == '“' && d == '"':
				depth--
			case d == c && closing != c:
				depth++
			}
			j += n
		}
		if depth == 0 {
			start, end, ok = i, j, true
		}
		i = j
	}
	return start, end, ok
}

// bibliographic reports whether the words between a title and its link are what a reference has there: names, dates, a place,
// words that lead to the link. A sentence that goes on has words in lower case that are none of these.
func (ctx *context) bibliographic(s string) bool {
	w, ws := vocabulary(), splitWords(s)
	if len(ws) > 25 {
		return false
	}
	other := 0
	inDate := Dates(s, ctx.lang)
	for i := 0; i < len(ws); i++ {
		if _, n := w.linkLeads.at(ws, i); n > 0 {
			i += n - 1
			continue
		}
		if _, n := w.accessed.at(ws, i); n > 0 {
			i += n - 1
			continue
		}
		if _, n := w.publishedBy.at(ws, i); n > 0 {
			i += n - 1
			continue
		}
		word := s[ws[i].start:ws[i].end]
		if within(inDate, ws[i].start) || upperStart(word) || w.articles[ws[i].lower] || w.openers[ws[i].lower] ||
			w.listWords[ws[i].lower] || w.dateWords[ws[i].lower] || len(word) <= 3 {
			continue
		}
		other++
	}
	return other == 0
}

func within(dates []DateMention, offset int) bool {
	for _, m := range dates {
		if offset >= m.Start && offset < m.End {
			return true
		}
	}
	return false
}

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
		if p.publisher = r.segment(r.before[r.title.End:]); p.publisher == "" {
			p.publisher = r.author(r.before[:r.title.Start])
		}
		return
	}
	if p.title == "" && len(r.kinds) == 0 && r.onlyNameAndDate() {
		p.publisher = r.segment(r.before)
	}
}

// name returns the words in capitals at word i, behind an article: "the New York Times".
func (r *reading) name(i int) string {
	for i < len(r.ws) && r.w.articles[r.ws[i].lower] {
		i++
	}
	start, end := -1, -1
	for ; i < len(r.ws); i++ {
		w := &r.ws[i]
		if start >= 0 && strings.ContainsAny(w.gap, ",;:.()“”\"") {
			break
		}
		if upperStart(r.before[w.start:w.end]) {
			if start < 0 {
				start = w.start
			}
			end = w.end
			continue
		}
		if start < 0 || !r.w.openers[w.lower] && !r.w.articles[w.lower] && !r.w.listWords[w.lower] {
			break
		}
	}
	if start < 0 {
		return ""
	}
	return r.before[start:end]
}

// segment returns the first part between commas that is a name, no date and no lead to the link.
func (r *reading) segment(s string) string {
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(",;:()", c) }) {
		part = strings.Trim(part, " .“”\"")
		if name, rest, ok := strings.Cut(part, ". "); ok && (len(part) > 40 || startsDigit(rest) || r.dateLike(rest)) {
			part = name
		}
		if part == "" || !upperStart(part) || len(strings.Fields(part)) > 8 || leadsOnly(part) || startsDigit(part) || r.dateLike(part) || r.holdsKind(part) {
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

// author returns the name that stands right before a title, behind nothing but the beginning of the sentence.
func (r *reading) author(s string) string {
	s = strings.TrimSpace(s)
	if !strings.HasSuffix(s, ",") && !strings.HasSuffix(s, ".") {
		return ""
	}
	s = strings.Trim(s, " ,.;")
	if !upperStart(s) || len(strings.Fields(s)) > 8 || !r.bibliographic(s) {
		return ""
	}
	return s
}

// onlyNameAndDate reports whether the words are a name and a year or date and nothing else: "IRM, 2019,".
func (r *reading) onlyNameAndDate() bool {
	year, _ := r.bareYear()
	return len(r.ws) <= 12 && upperStart(strings.TrimSpace(r.before)) && (year > 0 || len(r.dates) > 0) && r.bibliographic(r.before)
}

func (r *reading) inTitle(offset int) bool { return offset >= r.title.Start && offset < r.title.End }
