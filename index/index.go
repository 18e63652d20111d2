// Package index turns records and passages into a Bleve index and answers queries on it. It does not keep any text of its
// own: hits point into the store, and snippets are cut from the documents' texts there.
package index

import (
	"encoding/json"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// Kind is what a hit is.
type Kind string

// The kinds of entry.
const (
	Passage    Kind = "passage"    // about 120 words of a document, never across a heading or a page
	Footnote   Kind = "footnote"   // a note of a report
	Commitment Kind = "commitment" // a commitment with its ratings
)

// Query is a question to the index. Filters of one field are alternatives, different fields must all hold.
type Query struct {
	Text      string   // words, "phrases" (which must be there), +must, -not; "" matches everything
	Kinds     []Kind   // any when empty
	Countries []string // ISO alpha-3
	Types     []corpus.ReportType
	Languages []corpus.Language
	FromYear  int // period of the plan overlaps the years; 0 open
	ToYear    int
	Report    corpus.ReportID // only this report; "" any
	Limit     int             // hits wanted, 1 to 100; 0 means 10
	Offset    int             // hits to skip, at most 10,000
}

// Result is the answer to a query.
type Result struct {
	Total  int                `json:"total"`
	Hits   []Hit              `json:"hits"`
	Facets map[string][]Facet `json:"facets"` // by "country", "type", "year", "kind", "language": counts over all hits, most first
	Took   time.Duration      `json:"-"`      // differs each time
}

// Facet is a value and how many hits have it.
type Facet struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// Hit is an entry that answers a query, with its place.
type Hit struct {
	Kind       Kind
	ID         string // of the entry: passage id, footnote id, commitment id
	Score      float64
	ReportID   corpus.ReportID // "" when the document belongs to no report (cited minutes, pages)
	DocumentID corpus.DocumentID
	Title      string     // of the report, else of the document
	Section    string     // heading over it, "" none
	Page       int        // from 1; 0 on the web
	Start, End int        // offsets in the document's text
	Snippet    []Fragment // the best part of the text, with the words found marked

	TitleParts, SectionParts []Fragment // title and section with the words found marked; nil when there are none in it
}

// MarshalJSON writes the hit under the names of the API, with null for what is absent.
func (h Hit) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Kind         Kind              `json:"kind"`
		ID           string            `json:"id"`
		Score        float64           `json:"score"`
		ReportID     *corpus.ReportID  `json:"report_id"`
		DocumentID   corpus.DocumentID `json:"document_id"`
		Title        *string           `json:"title"`
		Section      *string           `json:"section"`
		Page         *int              `json:"page"`
		Start        int               `json:"start"`
		End          int               `json:"end"`
		Snippet      []Fragment        `json:"snippet"`
		TitleParts   []Fragment        `json:"title_parts"`
		SectionParts []Fragment        `json:"section_parts"`
	}{
		h.Kind, h.ID, h.Score, orNull(h.ReportID), h.DocumentID, orNull(h.Title), orNull(h.Section), orNull(h.Page),
		h.Start, h.End, list(h.Snippet), list(h.TitleParts), list(h.SectionParts),
	})
}

// orNull returns nil for the zero value, which stands for absent.
func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// list returns an empty list for nil, which JSON would show as null.
func list(f []Fragment) []Fragment { return append([]Fragment{}, f...) }

// Fragment is a piece of a text.
type Fragment struct {
	Text   string `json:"text"`
	Marked bool   `json:"marked"`
}
