package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/irmtrail/irmtrail/corpus"
)

// documentInput names a document and the part of its text that is wanted.
type documentInput struct {
	ID    string `path:"id" maxLength:"100" example:"doc-0f3a5c7b9d1e2f40" doc:"The document_id."`
	Text  bool   `query:"text" default:"false" doc:"Return the text too."`
	Start int    `query:"start" minimum:"0" default:"0" doc:"Offset of the first code point of the text to return."`
	End   int    `query:"end" minimum:"0" doc:"Offset behind the last; without it the text's end."`
}

// Resolve refuses a part that ends before it starts.
func (in *documentInput) Resolve(huma.Context) []error {
	if in.End != 0 && in.End < in.Start {
		return []error{&huma.ErrorDetail{Message: "end is before start", Location: "query.end", Value: in.End}}
	}
	return nil
}

type documentOutput struct{ Body documentBody }

type documentBody struct {
	Document  record[corpus.Document]   `json:"document" doc:"The document."`
	Captures  []record[corpus.Capture]  `json:"captures" nullable:"false" doc:"The attempts that brought or confirmed it, newest first, 200 at most."`
	Minutes   []record[corpus.Minutes]  `json:"minutes" nullable:"false" doc:"One entry when the document is a set of minutes."`
	Citations []record[corpus.Citation] `json:"citations" nullable:"false" doc:"That the document is the source of, 200 at most."`
	Text      *documentText             `json:"text" doc:"The text, or the part asked for; null when it was not asked for or could not be read."`
}

// documentText is a part of a document's text.
type documentText struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Schema describes the part and that it can be null, which a reference could not say.
func (documentText) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeObject, Nullable: true, AdditionalProperties: false, Required: []string{"start", "end", "text"},
		Properties: map[string]*huma.Schema{
			"start": {Type: huma.TypeInteger, Description: "Offset of the first code point."},
			"end":   {Type: huma.TypeInteger, Description: "Offset behind the last."},
			"text":  {Type: huma.TypeString, Description: "The document's text between them."},
		},
	}
}

// originalInput names the document whose bytes are wanted.
type originalInput struct {
	ID string `path:"id" maxLength:"100" example:"doc-0f3a5c7b9d1e2f40" doc:"The document_id."`
}

type originalOutput struct{ Body func(huma.Context) }

func (s *site) registerDocuments() {
	huma.Register(s.api, huma.Operation{
		OperationID: "get-document", Method: http.MethodGet, Path: apiPrefix + "/documents/{id}", Tags: []string{"documents"},
		Summary:     "Get a document",
		Description: "Returns a document: what it is, how it was captured, who cites it and, when asked, its text.",
		Errors:      []int{http.StatusBadRequest, http.StatusNotFound, http.StatusServiceUnavailable},
	}, s.getDocument)
	huma.Register(s.api, huma.Operation{
		OperationID: "get-original", Method: http.MethodGet, Path: apiPrefix + "/documents/{id}/original", Tags: []string{"documents"},
		Summary:     "Get the original bytes",
		Description: "Returns the document as it was captured, as an attachment. Its SHA-256 is the document's sha256 and the ETag. Parts can be asked for with Range.",
		Errors:      []int{http.StatusBadRequest, http.StatusNotFound, http.StatusServiceUnavailable},
		Responses: map[string]*huma.Response{"200": {
			Description: "The bytes.",
			Content:     map[string]*huma.MediaType{"*/*": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}},
		}},
	}, s.getOriginal)
}

func (s *site) getDocument(ctx context.Context, in *documentInput) (*documentOutput, error) {
	id := corpus.DocumentID(in.ID)
	d, ok, err := s.documentDossier(ctx, id)
	if err != nil {
		return nil, s.problem(ctx, "get document "+in.ID, err)
	}
	if !ok {
		return nil, huma.Error404NotFound("There is no document of this id.")
	}
	out := &documentOutput{Body: documentBody{
		Document: record[corpus.Document]{&d.document}, Captures: records(d.captures), Minutes: records(d.minutes), Citations: records(d.cited),
	}}
	if in.Text {
		if out.Body.Text, err = s.documentText(ctx, id, in.Start, in.End); err != nil {
			return nil, s.problem(ctx, "get text of "+in.ID, err)
		}
	}
	return out, nil
}

func (s *site) documentText(ctx context.Context, id corpus.DocumentID, start, end int) (*documentText, error) {
	text, ok, err := s.Store.Text(ctx, id)
	if err != nil || !ok {
		return nil, err
	}
	if end == 0 || end > text.Len() {
		end = text.Len()
	}
	start = min(start, end)
	return &documentText{Start: start, End: end, Text: text.Slice(start, end)}, nil
}

func (s *site) getOriginal(ctx context.Context, in *originalInput) (*originalOutput, error) {
	o, err := s.original(ctx, corpus.DocumentID(in.ID))
	if err != nil {
		return nil, err
	}
	return &originalOutput{Body: func(ctx huma.Context) {
		r, w := humago.Unwrap(ctx)
		o.write(w, r)
	}}, nil
}
