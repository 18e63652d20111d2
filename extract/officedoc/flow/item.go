package flow

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// Item is how a list numbers a paragraph.
type Item struct {
	List   string // whose counter it has; lists of the same name are one until they start anew
	Level  int    // from 1
	Label  string // as printed, "1.", "(a)", "Artículo 3."; "" for bullets
	Starts bool   // the first one of its list
}

// Lists gives lists their numbers.
type Lists struct {
	last  int
	known map[string]int
}

// Number returns the number of an item's list. Bullets that follow something else begin a list: the bullets of a whole
// document often have one name.
func (l *Lists) Number(it Item, afterItem bool) int {
	if l.known == nil {
		l.known = map[string]int{}
	}
	if l.known[it.List] == 0 || it.Starts && it.Level == 1 || it.Label == "" && !afterItem {
		l.last++
		l.known[it.List] = l.last
	}
	return l.known[it.List]
}

// worded reports whether a printed label says more than a number: "Compromiso 3:", which belongs to the text.
func worded(label string) bool {
	for _, w := range strings.FieldsFunc(label, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len([]rune(w)) > 2 && strings.Trim(strings.ToLower(w), "ivxlcdm") != "" && !oneLetter(w) {
			return true
		}
	}
	return false
}

// oneLetter reports whether a word repeats one letter, as the label behind z does: "aaa".
func oneLetter(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	return strings.Trim(w, string(first)) == ""
}

// bare returns a label without brackets and stop: "3" of "3.", "a" of "(a)".
func bare(label string) string { return strings.Trim(label, " .,:;()[]-–") }

// Numbered begins a block with its number. An item's number is the block's label. In headings, cells and notes, which have
// none, and where it holds a word, it is text, as it is printed. Then it is written with the block's text in the run r.
func (f *Flow) Numbered(b corpus.Block, it *Item, r Run) {
	printed := ""
	if it != nil {
		switch {
		case b.Kind != corpus.ListItem || f.table != nil:
			printed = it.Label
		case worded(it.Label):
			printed, b.Label = it.Label, bare(strings.TrimLeftFunc(it.Label, func(c rune) bool { return !unicode.IsDigit(c) }))
		default:
			b.Label = bare(it.Label)
		}
	}
	f.Begin(b)
	if it != nil && f.table == nil {
		f.label = it.Label
	}
	if printed == "" {
		return
	}
	if f.table == nil {
		f.prefix, f.prefixRun = printed, r // a number without text is nothing, but in the cell of a column of numbers
		return
	}
	f.Text(printed, r)
	f.sawGap(space, r)
}
