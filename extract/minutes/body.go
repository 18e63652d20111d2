package minutes

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/extract/structure"
)

// body finds the committee or group that met: as a label says, in the title, in the lines around it, in the sentence that opens the
// minutes.
func (d *document) body(t title) (line, bool) {
	for _, v := range d.values("body") {
		if b, ok := d.bodyIn(v); ok {
			return b, true
		}
		if at, _ := contains(fold(v.text), d.l.Bodies); at >= 0 && utf8.RuneCountInString(v.text) < longestTitle {
			return v, true
		}
	}
	if t.first >= 0 {
		for last := t.last; last >= t.first; last-- {
			if b, ok := d.bodyIn(d.joined(t.first, last)); ok {
				return b, true
			}
		}
		for i := t.last + 1; i < min(len(d.lines), t.last+4); i++ {
			if b, ok := d.bodyIn(d.lines[i]); ok && !d.isHead(d.lines[i]) && d.lines[i].table == nil {
				return b, true
			}
		}
		for i := t.first - 1; i >= max(0, t.first-3); i-- {
			if b, ok := d.bodyIn(d.lines[i]); ok && d.lines[i].table == nil {
				return b, true
			}
		}
	}
	return d.bodyInOpening()
}

// bodyIn returns the name of a body in a line that is a title: what is left when words of meetings, numbers and dates are taken from its
// ends, where that holds a word for a body.
func (d *document) bodyIn(x line) (line, bool) {
	if x.table != nil || utf8.RuneCountInString(x.text) > longestTitle {
		return x, false
	}
	x = d.withoutDates(x)
	x = d.withoutBefore(x)
	x = d.withoutAfter(x)
	x = trimSigns(x)
	at, _ := contains(fold(x.text), d.l.Bodies)
	return x, at >= 0 && startsUpper(x.text)
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// withoutDates cuts a line before the first date in it, or behind one that it begins with.
func (d *document) withoutDates(x line) line {
	found := structure.Dates(x.text, d.l.code)
	switch {
	case len(found) == 0:
		return x
	case found[0].Start > len(x.text)/3:
		return x.upto(found[0].Start)
	}
	return x.after(found[0].End)
}

// token is a word of a line with its place in bytes.
type token struct {
	folded     string
	start, end int
}

// tokensOf returns the words of a text. Signs belong to no word.
func tokensOf(s string) (out []token) {
	start := -1
	for i, r := range s {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || (r == '-' || r == '.' || r == '°') && start >= 0
		if word && start < 0 {
			start = i
		}
		if !word && start >= 0 {
			out = append(out, token{strings.TrimRight(fold(s[start:i]), ".-"), start, i})
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, token{strings.TrimRight(fold(s[start:]), ".-"), start, len(s)})
	}
	return out
}

// withoutBefore drops the words of meetings that a line begins with, unless a body's name begins there.
func (d *document) withoutBefore(x line) line {
	ts := tokensOf(x.text)
	i := 0
	for i < len(ts) {
		if _, ok := begins(fold(x.text[ts[i].start:]), d.l.Bodies); ok {
			break
		}
		if !in(ts[i].folded, d.l.Before) && !isNumber(ts[i].folded) {
			break
		}
		i++
	}
	if i == len(ts) {
		return x
	}
	return x.after(ts[i].start)
}

// isNumber reports whether a word is a number, an ordinal or a Roman numeral: "3", "3rd", "XII", "2021-03".
func isNumber(s string) bool {
	digits := strings.ContainsFunc(s, unicode.IsDigit)
	return digits && utf8.RuneCountInString(s) <= 9 || s != "" && strings.Trim(s, "ivx") == ""
}

// withoutAfter cuts a line before the words that end a body's name in a title: "celebrada el", "MEETING", a sign of punctuation.
func (d *document) withoutAfter(x line) line {
	if i := strings.IndexAny(x.text, ":;.,(|"); i > 0 {
		if at, _ := contains(fold(x.text[:i]), d.l.Bodies); at >= 0 {
			x = x.upto(i)
		}
	}
	for _, sep := range []string{" - ", " – ", " — "} {
		if i := strings.Index(x.text, sep); i > 0 {
			if at, _ := contains(fold(x.text[:i]), d.l.Bodies); at >= 0 {
				x = x.upto(i)
			}
		}
	}
	ts := tokensOf(x.text)
	past := false // a word for a body was seen
	for i, t := range ts {
		if past && (in(t.folded, d.l.After) && !d.goesOn(ts, i) || in(t.folded, d.l.Weekdays) || in(t.folded, d.l.Titles)) {
			return d.withoutJoins(trimSigns(x.upto(t.start)))
		}
		if at, _ := contains(fold(x.text[:t.end]), d.l.Bodies); at >= 0 {
			past = true
		}
	}
	return x
}

// goesOn reports whether a word that can end a name is part of it: a preposition with more of the name behind it.
func (d *document) goesOn(ts []token, i int) bool {
	return utf8.RuneCountInString(ts[i].folded) <= 3 && i+1 < len(ts) && !isNumber(ts[i+1].folded)
}

// trimSigns drops punctuation from the ends of a line.
func trimSigns(x line) line {
	sign := func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsPunct(r) && r != '(' && r != ')' && r != '"' && r != '”' && r != '“' || r == '|'
	}
	left := len(x.text) - len(strings.TrimLeftFunc(x.text, sign))
	x = x.after(left)
	return x.upto(len(strings.TrimRightFunc(x.text, sign)))
}

// bodyInOpening finds the body in the sentence that opens minutes: "reunidos los integrantes del Consejo de Participación Ciudadana",
// "A meeting of the National Steering Committee was held".
func (d *document) bodyInOpening() (line, bool) {
	for _, x := range d.lines[:min(len(d.lines), frontLines)] {
		folded := fold(x.text)
		if x.table != nil || utf8.RuneCountInString(x.text) < 40 {
			continue
		}
		if at, _ := contains(folded, d.l.Met); at < 0 {
			continue
		}
		for _, t := range tokensOf(x.text) {
			if _, ok := begins(fold(x.text[t.start:]), d.l.Bodies); ok && startsUpper(x.text[t.start:]) {
				return d.name(x.after(t.start)), true
			}
		}
		for _, p := range d.l.People { // a name that has its noun at its end, as English ones have
			for _, t := range tokensOf(x.text) {
				if !strings.HasPrefix(fold(x.text[t.start:]), p+" ") {
					continue
				}
				name := d.name(x.after(t.start + skip(x.text[t.start:], len(strings.Fields(p)))))
				if at, _ := contains(fold(name.text), d.l.Bodies); at >= 0 {
					return name, true
				}
			}
		}
	}
	return line{}, false
}

// skip returns the bytes of so many words.
func skip(s string, words int) int {
	ts := tokensOf(s)
	if words >= len(ts) {
		return len(s)
	}
	return ts[words].start
}

// name cuts a line behind the name that it begins with: at punctuation, or at the first word in small letters that does not join parts of a
// name.
func (d *document) name(x line) line {
	ts := tokensOf(x.text)
	end := len(x.text)
	for i, t := range ts {
		if i > 0 && strings.ContainsAny(x.text[ts[i-1].end:t.start], ",;:.(") {
			end = ts[i-1].end
			break
		}
		r, _ := utf8.DecodeRuneInString(x.text[t.start:])
		if i > 0 && !unicode.IsUpper(r) && !unicode.IsDigit(r) && !in(t.folded, d.l.Joins) {
			end = ts[i-1].end
			break
		}
	}
	return trimSigns(d.withoutJoins(x.upto(end)))
}

// withoutJoins drops the words that join parts of a name from its end.
func (d *document) withoutJoins(x line) line {
	for {
		ts := tokensOf(x.text)
		if len(ts) < 2 || !in(ts[len(ts)-1].folded, d.l.Joins) {
			return x
		}
		x = x.upto(ts[len(ts)-2].end)
	}
}
