package table

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed captions.tsv
var captionsTable string

//go:embed notes.tsv
var notesTable string

// captionWords are the words that a table's caption begins with, before its number; noteWords those that a line under a
// table begins with, before a colon or a full stop.
var (
	captionWords = sync.OnceValue(func() []string { return firstColumn(captionsTable) })
	noteWords    = sync.OnceValue(func() []string { return firstColumn(notesTable) })
)

func firstColumn(table string) []string {
	var out []string
	for row := range strings.Lines(table) {
		if word, _, ok := strings.Cut(row, "\t"); ok && !strings.HasPrefix(row, "#") {
			out = append(out, word)
		}
	}
	return out
}

// captioned reports whether one of the lines right above a box is a caption: "Table 2", "Cuadro II.".
func captioned(ls []line, b corpus.Box) bool {
	for _, l := range ls {
		if l.base > b[1]+l.size || l.base < b[1]-5*l.size || overlap(l.box[0], l.box[2], b[0], b[2]) <= 0 {
			continue
		}
		if isCaption(l) {
			return true
		}
	}
	return false
}

func isCaption(l line) bool { return startsCaption(textOf(l.words[:min(len(l.words), 4)])) }

func startsCaption(text string) bool {
	text = strings.ToLower(text)
	for _, word := range captionWords() {
		rest, ok := strings.CutPrefix(text, word)
		if rest = strings.TrimLeft(rest, " ."); ok && rest != "" && (unicode.IsDigit(rune(rest[0])) || numeral(rest)) {
			return true
		}
	}
	return false
}

// startsNote reports whether a text is a table's note or source.
func startsNote(text string) bool {
	word := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ':' || r == '.' || r == ' ' })
	return len(word) > 1 && len(text) > len(word[0]) && strings.ContainsAny(text[len(word[0]):len(word[0])+1], ":.") && slices.Contains(noteWords(), word[0])
}

// withoutCaption takes a draft's first row off when it is one cell with the caption, and its last one when it is one cell
// with a note: frames often hold all three.
func (d *draft) withoutCaption() {
	at := map[int][]cell{}
	for _, c := range d.cells {
		at[c.r0] = append(at[c.r0], c)
	}
	drop := map[int]bool{}
	if first := at[0]; len(first) == 1 && first[0].r1 == 1 && startsCaption(textOf(first[0].words)) {
		drop[0] = true
	}
	if last := at[d.rows()-1]; len(last) == 1 && last[0].c1-last[0].c0 == d.cols() && startsNote(textOf(last[0].words)) {
		drop[d.rows()-1] = true
	}
	if len(drop) == 0 || d.rows()-len(drop) < 2 {
		return
	}
	d.cells = slices.DeleteFunc(d.cells, func(c cell) bool { return drop[c.r0] })
	from, to := 0, d.rows()
	if drop[0] {
		from = 1
	}
	if drop[d.rows()-1] {
		to--
	}
	for i := range d.cells {
		d.cells[i].r0, d.cells[i].r1 = d.cells[i].r0-from, d.cells[i].r1-from
	}
	d.ys, d.header = d.ys[from:to+1], max(0, d.header-from)
}

// numeral reports whether a text begins with a roman number or a single letter: "iv. ", "a-1".
func numeral(s string) bool {
	word := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	return len(word) > 0 && (len(word[0]) == 1 || strings.Trim(word[0], "ivxl") == "")
}
