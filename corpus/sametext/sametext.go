// Package sametext finds documents that hold the same text in other bytes or in another format: the PDF of a DOCX, the scan of a
// print, the copy of a page, a file that was saved again.
//
// Each document is compared by a fingerprint of a few hundred bytes: the hash of all its letters and digits, the smallest hashes of
// its runs of three words (MinHash: Broder, "On the resemblance and containment of documents", 1997), and its numbers. Words alone
// cannot tell the minutes of two meetings that were written on one form; their numbers and dates can, so numbers must agree too.
//
// A translation is another text. So is one text inside a much longer one.
package sametext

import (
	"iter"

	"github.com/irmtrail/irmtrail/corpus"
)

// Document is what is known of a document for telling whether it holds the text of another.
type Document struct {
	ID          corpus.DocumentID
	Fingerprint []byte      // by [Fingerprint]; nil where there was too little text
	HeldOn      corpus.Date // of the meeting, for minutes; "" unknown. Documents of different days are never one text
}

// minSigns is how many letters and digits a text must have to be told from others at all.
const minSigns = 200

// minWords is how many words a text must have to be recognised in spite of some that differ: in a shorter one a single wrong word
// weighs as much as a whole other sentence.
const minWords = 100

// Fingerprint returns what a text is compared by, nil where it is too short to tell. The text should be without running heads and
// page numbers.
func Fingerprint(text string) []byte {
	t := readTokens(text)
	if t.signs < minSigns {
		return nil
	}
	p := traits{exact: t.exact(), numbers: numbersOf(t.counted())}
	if len(t.words) >= minWords {
		p.sketch = sketchOf(t.words)
	}
	return p.encode()
}

// Groups returns for every document that holds the text of another the smallest id among all that hold it, its own included.
// Documents that are alone are absent. The result does not depend on the order in which documents come. The error is that of the
// sequence, or tells of a fingerprint that is damaged; a fingerprint of another version of this package counts as none.
func Groups(docs iter.Seq2[Document, error]) (map[corpus.DocumentID]corpus.DocumentID, error) {
	all, err := read(docs)
	if err != nil {
		return nil, err
	}
	pairs, kept := exactPairs(all)
	pairs = append(pairs, similarPairs(all, kept)...)
	return join(all, pairs), nil
}
