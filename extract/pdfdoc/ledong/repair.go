package ledong

import (
	"bytes"

	"github.com/irmtrail/irmtrail/corpus"
)

// headerWithin is how far from the beginning a header may stand (ISO 32000-1, implementation note 13).
const headerWithin = 1024

// repaired returns a copy that begins and ends as the library wants it: a header of PDF 1.x with a line end behind it, and
// "%%EOF" at the very end. Real files have bytes before and behind, and PDF 2.0 differs in nothing that is read here.
func repaired(payload []byte) ([]byte, error) {
	at := bytes.Index(payload[:min(len(payload), headerWithin)], []byte("%PDF-"))
	if at < 0 {
		return nil, corpus.Unreadable("pdf_malformed", "there is no %%PDF- header near the beginning of the file")
	}
	body := bytes.Clone(payload[at:])
	if len(body) < 64 {
		return nil, corpus.Unreadable("pdf_malformed", "the file ends behind its header")
	}
	if body[7] < '0' || body[7] > '7' || body[5] != '1' {
		copy(body[5:], "1.7")
	}
	if body[8] != '\r' {
		body[8] = '\n'
	}
	end := bytes.LastIndex(body, []byte("%%EOF"))
	start := bytes.LastIndex(body, []byte("startxref"))
	switch {
	case start < 0:
		return nil, corpus.Unreadable("pdf_malformed", "the file is cut off: it has no cross-reference")
	case end > start:
		body = body[:end+5]
	default:
		body = append(body[:min(len(body), start+40)], "\n%%EOF"...)
	}
	return body, nil
}
