// Package structure turns a document's blocks into sections, footnotes with their markers, sentences, citations and
// dates. It works on the block model alone, so it does not matter which reader made it, and it cannot fail: what it does
// not find is absent.
package structure

import "github.com/irmtrail/irmtrail/corpus"

// Structure is what was found in a document.
type Structure struct {
	Language corpus.Language // of the text: detected, or as declared where the text is too short to tell
	Sections []Section       // in order; the first may have no heading
	Notes    []Note          // in order of appearance
	Markers  []Marker        // in order of offset

	starts  []int           // per section: offset of its first code point
	inNote  []bool          // per block
	anchors map[string]bool // names of places in the document
}

// Section is a heading and the blocks under it, up to the next heading of any level.
type Section struct {
	Heading int    // index of the heading's block; -1 for the text before the first heading
	Level   int    // 1 to 6; 0 without heading
	Title   string // the heading without footnote markers
	First   int    // index of the first block under the heading
	Last    int    // index behind the last
}

// Note is a footnote or an endnote.
type Note struct {
	Number     int    // see corpus.Footnote
	Label      string // as printed: "[2]", "ii", "*"
	Section    string // whose numbering it belongs to, where numbering restarts; "" otherwise
	Blocks     []int  // indices of the blocks that hold it, in order; a block can hold several notes
	Start, End int    // offsets in the text, marker included
	Paragraphs []Range
	Markers    []int // indices into Structure.Markers of the places that refer to it
}

// Marker is a place in the running text that refers to a note.
type Marker struct {
	Note       int // index into Structure.Notes; -1 when no such note exists
	Number     int // as Note.Number
	Label      string
	Start, End int    // offsets in the text
	Sentence   Range  // the sentence that carries it
	Leads      string // label of the note that its link leads to, where print and link disagree; "" where they do not
}

// Range is a stretch of the document's text in code points.
type Range struct{ Start, End int }
