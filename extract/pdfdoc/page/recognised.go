package page

import "github.com/irmtrail/irmtrail/corpus"

// Recognised is the text that was recognised in the picture of a page. Boxes and rules are in points from the top left of the page
// as it stands upright: turned and straightened as OCR says.
type Recognised struct {
	Width, Height float64          // of the upright page, in points
	Words         []RecognisedWord // in reading order as recognised; words of one line stand together
	Rules         []Rule           // straight lines of tables and frames
	Language      corpus.Language  // that its model is of; "" where several read it
	OCR           corpus.OCR
}

// RecognisedWord is one word of a recognised page.
type RecognisedWord struct {
	Text       string
	Box        corpus.Box // of its ink
	Line       int        // words with the same number stand on one line; from 0
	LineBox    corpus.Box // of its line, which tells the size of its letters
	Confidence float64    // 0 to 100
}

// Picture is a page to recognise the text of.
type Picture struct {
	PNG      []byte          // grey
	DPI      float64         // dots per inch of the page
	Language corpus.Language // of the pages that were read before; "" unknown
}
