package structure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// findTitle takes the last quoted or italic words before the link as the title of the source when they look like one, and
// what stands between them and the link does too: a publisher, a date, "available at". The words of the link itself can
// be the title.
func (r *reading) findTitle(p *particulars) {
	if r.link.words != "" && titled(r.link.words) {
		p.title = strings.Trim(r.link.words, "“”\"«» ")
		return
	}
	if start, end, ok := lastQuoted(r.before); ok {
		inner := strings.Trim(r.before[start:end], "“”\"«» .,;")
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
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "#¿¡(‘'"))
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
	var inDate []DateMention
	read := false
	for i := 0; i < len(ws); i++ {
		if _, n := w.allLeads.at(ws, i); n > 0 {
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
		if upperStart(word) || w.articles[ws[i].lower] || w.openers[ws[i].lower] ||
			w.andWords[ws[i].lower] || w.dateWords[ws[i].lower] || len(word) <= 3 {
			continue
		}
		if !read {
			inDate, read = Dates(s, ctx.lang), true
		}
		if !within(inDate, ws[i].start) {
			return false
		}
	}
	return true
}

func within(dates []DateMention, offset int) bool {
	for _, m := range dates {
		if offset >= m.Start && offset < m.End {
			return true
		}
	}
	return false
}

func (r *reading) inTitle(offset int) bool { return offset >= r.title.Start && offset < r.title.End }
