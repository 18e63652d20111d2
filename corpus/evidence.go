package corpus

// ContextLength is how many code points of text before and after a quote are kept as prefix and suffix.
const ContextLength = 32

// Evidence is a place in a document's text and the quote that stands there. It maps one to one to a Web Annotation
// TextPositionSelector (start, end) with a TextQuoteSelector (exact = quote, prefix, suffix).
//
// The zero value says that there is no place: a finding about a missing note has none.
type Evidence struct {
	DocumentID DocumentID `col:"document_id,ref=documents" doc:"The document that the row was read in."`
	Page       int        `col:"page,null" doc:"Page of the document, from 1; null on a web page."`
	Start      *int       `col:"start" doc:"Offset of the quote's first code point in the document's text, from 0."`
	End        *int       `col:"end" doc:"Offset behind the quote's last code point."`
	Quote      string     `col:"quote" doc:"The words of the document between start and end, unchanged."`
	Prefix     string     `col:"prefix" doc:"Up to 32 code points of text before the quote."`
	Suffix     string     `col:"suffix" doc:"Up to 32 code points of text after the quote."`
}

// Quoted reports whether the evidence names a place.
func (e Evidence) Quoted() bool { return e.Start != nil && e.End != nil }

// Place is one further place that states the same, for lists of evidence.
type Place struct {
	DocumentID DocumentID `json:"document_id"`
	Page       int        `json:"page,omitempty"`
	Start      int        `json:"start"`
	End        int        `json:"end"`
	Quote      string     `json:"quote"`
}

// Place returns the evidence as an entry of a list of places.
func (e Evidence) Place() Place {
	p := Place{DocumentID: e.DocumentID, Page: e.Page, Quote: e.Quote}
	if e.Quoted() {
		p.Start, p.End = *e.Start, *e.End
	}
	return p
}

// Ptr returns a pointer to v, for fields where absent and zero differ.
func Ptr[T any](v T) *T { return &v }
