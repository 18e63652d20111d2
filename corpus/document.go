package corpus

import "time"

// TextStatus says whether and how a document's text was read.
type TextStatus string

// The text states of a document. A document that was not read yet has none.
const (
	TextRead        TextStatus = "text"
	TextOCR         TextStatus = "ocr"
	TextNeedsOCR    TextStatus = "needs_ocr"
	TextEncrypted   TextStatus = "encrypted"
	TextUnsupported TextStatus = "unsupported"
	TextFailed      TextStatus = "failed"
)

// Document is a distinct payload. Documents of the same bytes are one.
type Document struct {
	DocumentID      DocumentID `col:"document_id,key" doc:"doc- and the first 16 digits of the payload's SHA-256."`
	SHA256          Digest     `col:"sha256" doc:"SHA-256 of the payload, hexadecimal."`
	Bytes           int64      `col:"bytes" doc:"Length of the payload in bytes."`
	MediaType       string     `col:"media_type" doc:"Media type as sniffed from the bytes, not as declared."`
	Title           string     `col:"title" doc:"Title as the document states it."`
	Language        Language   `col:"language" doc:"Language of the text, BCP 47."`
	Pages           int        `col:"pages,null" doc:"Number of pages; null for a web page."`
	TextStatus      TextStatus `col:"text_status" doc:"How the text was read; null until it is tried." enum:"text ocr needs_ocr encrypted unsupported failed"`
	TextLength      int        `col:"text_length" doc:"Length of the extracted text in code points."`
	Extractor       string     `col:"extractor" doc:"Name and version of the reader, name/version."`
	ErrorCode       string     `col:"error_code" doc:"Stable code of what went wrong in reading; null when nothing did."`
	Error           string     `col:"error" doc:"What went wrong in reading, in one sentence."`
	Publisher       string     `col:"publisher" doc:"Who publishes it, as a web page says of itself."`
	PublishedOn     Date       `col:"published_on" doc:"Day of publication, as a web page says of itself."`
	SameTextAs      DocumentID `col:"same_text_as" doc:"First of the documents that hold this text in other bytes or in another format, this one included; null when it is the only one."`
	FirstCapturedAt time.Time  `col:"first_captured_at" doc:"When the payload was first captured."`
}
