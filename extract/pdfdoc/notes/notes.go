// Package notes finds the footnotes and endnotes of a PDF among the lines of its pages.
//
// Where a PDF names its notes in the structure tree (ISO 32000-1, 14.8.4.4.1, "Note"), the tree says which lines are notes.
// Elsewhere the page does: a note stands below the running text of its column, is set smaller, often under a short rule, and
// begins with a number that a raised number of the running text repeats. No sign is sure on its own: a line inside a note can
// begin with a number, a list can stand at the foot of a page. So every line that begins with a label is weighed, and the
// reading is taken in which the numbers count up over the pages and the signs agree best.
//
// What it leaves to others: which raised number of the running text refers to which note.
package notes

import "github.com/irmtrail/irmtrail/extract/pdfdoc/page"

// Of returns the notes of a document in the order of their beginnings. Columns are read in the order in which the sheets have
// them; lines inside tables are no notes.
func Of(sheets []page.Sheet) []page.Note {
	f := &finder{sheets: sheets, words: vocabulary()}
	f.gatherLines()
	f.pairLabels()
	f.findFurniture()
	f.measureText()
	f.findMarkers()
	f.findFeet()
	f.findTableNotes()
	f.findTagged()
	f.findStarts()
	f.chooseFootnotes()
	f.chooseEndnotes()
	return f.bodies()
}

// finder holds what is known of a document while its notes are looked for.
type finder struct {
	sheets  []page.Sheet
	words   *words
	lines   []line  // of all columns, in reading order
	first   [][]int // per sheet and column: index of its first line; one more per sheet at the end
	body    float64 // size of most of the document's text
	tagged  bool    // the structure tree names notes
	markers map[string][]place

	referring map[int][]int // by sheet: the lines that have markers
	claimed   map[claim]bool
	starts    []start // lines that begin with a label, in reading order
}

// line is a line of a column, with what its place on the page says.
type line struct {
	*page.Line
	ref       page.LineRef
	chars     int
	furniture bool
	small     bool       // smaller than the running text
	foot      bool       // no running text stands below it in its column
	ruled     bool       // a rule stands above it, and nothing but small text between
	note      int        // its Note element, by index of the page's elements; -1 for none
	opens     bool       // it is the first line of its Note element
	ofTable   bool       // it stands right below a table, as the notes of the table do
	label     *loneLabel // nil where its label is its first word
	away      bool       // it is the label of another line
}

// sheet returns the sheet that a line stands on.
func (f *finder) sheet(l *line) *page.Sheet { return &f.sheets[l.ref.Sheet] }

func (f *finder) gatherLines() {
	f.first = make([][]int, len(f.sheets))
	for s := range f.sheets {
		for c := range f.sheets[s].Columns {
			f.first[s] = append(f.first[s], len(f.lines))
			lines := f.sheets[s].Columns[c].Lines
			for i := range lines {
				l := line{Line: &lines[i], ref: page.LineRef{Sheet: s, Column: c, Line: i}, note: -1, chars: charsOf(&lines[i])}
				f.lines = append(f.lines, l)
			}
		}
		f.first[s] = append(f.first[s], len(f.lines))
	}
}

func charsOf(l *page.Line) int {
	n := 0
	for i := range l.Words {
		n += len(l.Words[i].Text)
	}
	return n
}

// column returns the lines of a column.
func (f *finder) column(sheet, column int) []line {
	return f.lines[f.first[sheet][column]:f.first[sheet][column+1]]
}

// onSheet returns the lines of all columns of a sheet.
func (f *finder) onSheet(sheet int) []line {
	first := f.first[sheet]
	return f.lines[first[0]:first[len(first)-1]]
}
