package page

import "github.com/irmtrail/irmtrail/corpus"

// Sheet is a page whose words stand in tables and columns.
type Sheet struct {
	Page    *Page
	Words   []Word // all of them, also those of tables
	Tables  []Table
	Columns []Column // in reading order; what the tables hold is left out
}

// Column is a region of a page that is read from its top to its bottom: the page's width, one of its columns, a side box.
type Column struct {
	Box   corpus.Box
	Lines []Line // from the top
	Aside bool   // a box beside or inside the running text
}

// LineRef names a line of a document's sheets.
type LineRef struct {
	Sheet, Column, Line int
}

// Note is a footnote or an endnote.
type Note struct {
	Label      string      // as printed: "3", "ii", "*"
	LabelWords int         // how many words of its first line are its label; 0 when the label is glued to the first word
	Paragraphs [][]LineRef // its lines, paragraph by paragraph, in reading order, also those on the next page
	End        bool        // an endnote: in the running text, not at the foot of a page or column
}
