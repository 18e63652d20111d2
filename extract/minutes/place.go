package minutes

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// cityOpening matches the place in the sentence that opens minutes: "En la Ciudad de México, siendo las", "En Asunción, a los", "Na cidade de
// Praia, aos". The place is group 1.
var cityOpening = regexp.MustCompile(`^(?:En|Na|Em|In|À|A)\s+(?:la\s+|a\s+|the\s+)?(?:[Cc]iudad\s+de\s+|[Cc]idade\s+d[eao]\s+|[Vv]illa\s+de\s+|[Cc]ity\s+of\s+)?(\p{Lu}[^,;.]{2,60}(?:,\s*\p{Lu}[^,;.]{2,40})?),\s+(?:siendo|a\s|el\s|a\s+las|aos|às|on\s|le\s|reunid)`)

// dateline matches the place in front of a date: "Saltillo, Coahuila a los 28 días", "Montevideo, 20 de noviembre de 2019".
var dateline = regexp.MustCompile(`^(\p{Lu}[\p{L} .]{2,40}(?:,\s*\p{Lu}[\p{L} .]{2,40})?),?\s+(?:a\s+los\s+|a\s+|el\s+|le\s+|aos\s+)?(?:\d{1,2}\s)`)

// heldIn matches the place behind a verb: "celebrada el 20 de noviembre de 2019 en Montevideo, sede de la Agencia". It is what follows
// "en", "in", "at".
var heldIn = regexp.MustCompile(`(?i:celebrada|realizada|held|tenue|realizou-se|se celebró|se realizó)\b.{0,60}?\s(?i:en|in|at|à|em)\s+(?i:la\s+|el\s+|the\s+)?(\p{Lu}[^;.]{2,100})`)

// longestPlace is how many characters the name of a place has at most.
const longestPlace = 240

// place finds where the meeting was: behind a label, else in the opening sentence or a line with place and date.
func (d *document) place() (line, bool) {
	for i, v := range d.values("place") {
		if v.text != "" && utf8.RuneCountInString(v.text) <= longestPlace {
			return d.wholePlace(i, v), true
		}
	}
	for _, x := range d.lines[:min(len(d.lines), frontLines)] {
		if x.table != nil {
			continue
		}
		for _, p := range []*regexp.Regexp{cityOpening, heldIn, dateline} {
			if m := p.FindStringSubmatchIndex(x.text); m != nil {
				at := trimSigns(d.withoutJoins(trimSigns(x.upto(m[3]).after(m[2]))))
				if _, _, dated := d.day(x); (dated || p == cityOpening) && d.isName(firstPart(at.text)) {
					return at, true
				}
			}
		}
	}
	return line{}, false
}

// wholePlace adds the further lines of a place that stands in a cell of a table of labels.
func (d *document) wholePlace(_ int, v line) line {
	if !v.cell {
		return v
	}
	for _, x := range d.lines {
		if x.start <= v.end || x.block != v.block || !x.cell {
			continue
		}
		if x.start != v.end+1 || strings.Contains(d.c.Text().Slice(v.end, x.start), "\t") || d.rowBreak(v, x) {
			break
		}
		v.end = x.end
		v.text = d.c.Text().Slice(v.start, v.end)
	}
	return v
}

// rowBreak reports whether two lines of a table stand in different cells.
func (d *document) rowBreak(a, b line) bool {
	for _, c := range d.c.Blocks[a.block].Cells {
		if a.start >= c.Start && a.end <= c.End {
			return b.end > c.End
		}
	}
	return true
}

// firstPart returns what stands before the first comma.
func firstPart(s string) string {
	part, _, _ := strings.Cut(s, ",")
	return part
}
