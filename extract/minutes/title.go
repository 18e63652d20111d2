package minutes

import (
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// frontLines is how many lines a title is looked for in: a letterhead and a box of dates can stand before it.
const frontLines = 25

// longestTitle is how many characters a line of a title has at most.
const longestTitle = 240

// title is the line or the lines that call the document minutes.
type title struct {
	first, last int // indices of document.lines; -1 when there is none
	word        string
}

// title finds the first line that begins with a word for minutes, or is a heading or in capitals and holds one.
func (d *document) title() title {
	for i, x := range d.lines[:min(len(d.lines), frontLines)] {
		if x.table != nil || utf8.RuneCountInString(x.text) > longestTitle {
			continue
		}
		folded := fold(x.text)
		at, word := contains(folded, d.l.Titles)
		if at < 0 || d.formerMeeting(folded, at) {
			continue
		}
		lead := strings.Fields(folded[:at])
		switch {
		case len(lead) <= 1, x.kind == corpus.Heading, isCapitals(x.text) && len(lead) <= 8, utf8.RuneCountInString(x.text) <= 90 && !strings.HasSuffix(x.text, "."):
			return title{i, d.titleEnd(i), word}
		}
	}
	return title{-1, -1, ""}
}

// formerMeeting reports whether the words before a title's say that it is of another meeting, or an item of the agenda: "approval of
// the minutes".
func (d *document) formerMeeting(folded string, at int) bool {
	before := folded[:at]
	return strings.Contains(before, "aprob") || strings.Contains(before, "approv") && !strings.HasPrefix(before, "approved ") || strings.Contains(before, "lectura") ||
		strings.Contains(before, "adopt") || strings.Contains(before, "aprov") || strings.Contains(before, "leitura")
}

// titleEnd returns the index of the last line of a title that begins at i: it goes on where a line ends in a word that wants another, or
// where the next has the body that met and is set alike.
func (d *document) titleEnd(i int) int {
	last := i
	for last+1 < len(d.lines) && last-i < 3 {
		x, next := d.lines[last], d.lines[last+1]
		if next.table != nil || utf8.RuneCountInString(next.text) > longestTitle || d.isHead(next) {
			break
		}
		words := strings.Fields(fold(x.text))
		open := len(words) > 0 && in(words[len(words)-1], []string{"de", "del", "la", "el", "los", "las", "of", "the", "for", "du", "des", "le", "do", "da", "dos", "das", "y", "and", "et", "e", "au", "sobre", "on", "a", "con", "para"})
		begins := strings.Fields(fold(next.text))
		goesOn := len(begins) > 0 && in(begins[0], []string{"de", "del", "of", "du", "des", "do", "da", "para", "sobre", "for"}) && (x.kind == next.kind || isCapitals(x.text) && isCapitals(next.text))
		if !open && !goesOn {
			break
		}
		last++
	}
	return last
}

// isHead reports whether a line heads a section or is a label with its value.
func (d *document) isHead(x line) bool {
	if _, _, ok := d.headOf(x); ok {
		return true
	}
	_, _, ok := d.labelled(x)
	return ok
}

// joined returns lines from one to another as one line of text.
func (d *document) joined(first, last int) line {
	out := d.lines[first]
	for i := first + 1; i <= last; i++ {
		out.text += "\n" + d.lines[i].text
		out.end = d.lines[i].end
	}
	if first != last {
		out.text = d.c.Text().Slice(out.start, out.end)
	}
	return out
}
