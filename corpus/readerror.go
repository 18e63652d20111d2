package corpus

import "fmt"

// ReadError says why a document could not be read. It is data about the document, stored with it, not a fault of ours.
type ReadError struct {
	Code   string     // stable, one of [ReadCodes]
	Status TextStatus // what the document's text status becomes
	Reason string     // one plain sentence
	Needs  Tool       // what would read the document; "" when no tool that is known of would
}

// Tool is a program that reading some documents takes and that may be missing.
type Tool string

// The tools.
const (
	Tesseract   Tool = "tesseract"   // recognises text in pictures
	LibreOffice Tool = "libreoffice" // turns older office files into PDFs
)

// Error returns code and reason.
func (e *ReadError) Error() string { return e.Code + ": " + e.Reason }

// Unreadable makes a ReadError with status failed.
func Unreadable(code, format string, args ...any) *ReadError {
	return &ReadError{Code: code, Status: TextFailed, Reason: fmt.Sprintf(format, args...)}
}

// ReadCodes are the codes of a ReadError, sorted, with what they mean and what helps.
var ReadCodes = []struct{ Code, Meaning, Remedy string }{
	{"binary", "What is sent as text is none.", "nothing"},
	{"empty", "The document has no bytes.", "getting it again"},
	{"encrypted", "The document opens with a password only.", "asking its publisher"},
	{"nested_too_deep", "The page's elements nest without end.", "nothing"},
	{"no_text", "There are no words: a blank document, or navigation alone.", "nothing"},
	{"no_text_layer", "The pages are pictures or drawings, or the file does not say what its characters are.", "installing tesseract: the next run recognises their text"},
	{"not_html", "What is sent as a web page is none.", "getting it again"},
	{"ocr_failed", "Recognising the text of the document's pages failed.", "`irmtrail extract --again`, and telling us when it fails again"},
	{"ocr_timeout", "Recognising a page took longer than it may.", "nothing"},
	{"office_crashed", "The office file brings its reader, or LibreOffice, down.", "nothing"},
	{"office_malformed", "The office file is damaged or cut off.", "getting it again"},
	{"office_timeout", "The office file takes longer to read than one may.", "nothing"},
	{"page_malformed", "That page of a PDF is damaged; only `show` says so of a page alone.", "nothing"},
	{"payload_damaged", "The archive's record does not hold the bytes that were archived.", "`irmtrail add FILE`, or getting it again"},
	{"pdf_crashed", "The PDF brings its reader down, or takes more memory than it may have.", "nothing"},
	{"pdf_malformed", "The PDF is damaged or cut off.", "getting it again"},
	{"pdf_timeout", "The PDF takes longer to read than a PDF may.", "nothing"},
	{"picture_malformed", "The picture is damaged or cut off.", "getting it again"},
	{"reader_panicked", "Our reader has a fault.", "telling us; `irmtrail extract --again` after an update"},
	{"too_large", "The document is longer than what is read, or its text is.", "nothing"},
	{"unsupported_media_type", "No reader for this format, or one that needs LibreOffice.", "installing LibreOffice, where the reason names it; else a later version"},
}
