// Package corpus holds the nouns of irmtrail: what a URL, a capture, a document and a record are.
//
// The path of the data, and the word for each step of it:
//
//	URL       an address that a source lists or a footnote cites
//	capture   one attempt to get a URL: what was asked, when, and how it ended (an HTTP exchange or an import of a file)
//	payload   the bytes of a body, known by their SHA-256 [Digest], kept once in a WARC file
//	document  a distinct payload that was read: media type, language, text status
//	content   what a reader made of a document: [Block]s in reading order, whose text joined is the document's text
//	record    a typed statement read in the text ([Report], [Commitment], [Rating], [Tally], [Footnote], [Citation],
//	          [Minutes], [Finding]), with [Evidence]: the place in the text and the quote that stands there
//
// Two rules hold everywhere. Offsets count Unicode code points in the document's text, and the text between the offsets
// of a piece of evidence equals its quote. A value that the source does not state is absent (the zero value, null in
// exports), never guessed.
//
// The package imports nothing of the project. Its subfolders store the nouns (store), describe them as tables (schema)
// and write them out (export).
package corpus
