package web

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/index"
)

// searchInput is the parameters of a search.
type searchInput struct {
	Q        string       `query:"q" maxLength:"1000" example:"participación \"grupo de trabajo\"" doc:"Words; \"phrases\", +must and -not. Without it everything matches."`
	Kind     []hitKind    `query:"kind,explode" maxItems:"10" doc:"Only hits of these kinds."`
	Country  []string     `query:"country,explode" maxItems:"200" doc:"Only reports on these countries, ISO 3166-1 alpha-3."`
	Type     []reportType `query:"type,explode" maxItems:"20" doc:"Only reports of these types."`
	Language []string     `query:"language,explode" maxItems:"50" doc:"Only reports in these languages, BCP 47."`
	From     int          `query:"from" minimum:"1900" maximum:"2200" example:"2019" doc:"Only plans that run in this year or later."`
	To       int          `query:"to" minimum:"1900" maximum:"2200" example:"2022" doc:"Only plans that run in this year or earlier."`
	Report   string       `query:"report" maxLength:"300" doc:"Only this report, by report_id."`
	Limit    int          `query:"limit" minimum:"1" maximum:"100" default:"10" doc:"How many hits."`
	Offset   int          `query:"offset" minimum:"0" maximum:"10000" default:"0" doc:"How many hits to skip."`
}

// Resolve takes codes of countries as anyone types them, and finds what no single parameter shows.
func (in *searchInput) Resolve(huma.Context) []error {
	in.Country = upper(in.Country)
	if in.From != 0 && in.To != 0 && in.From > in.To {
		return []error{&huma.ErrorDetail{Message: "from is later than to", Location: "query.from", Value: in.From}}
	}
	return nil
}

func (in *searchInput) query() index.Query {
	return index.Query{
		Text: in.Q, Kinds: converted[index.Kind](in.Kind), Countries: in.Country, Types: converted[corpus.ReportType](in.Type),
		Languages: converted[corpus.Language](in.Language), FromYear: in.From, ToYear: in.To,
		Report: corpus.ReportID(in.Report), Limit: in.Limit, Offset: in.Offset,
	}
}

func converted[To, From ~string](in []From) []To {
	var out []To
	for _, v := range in {
		out = append(out, To(v))
	}
	return out
}

type searchOutput struct {
	Took string `header:"Server-Timing" doc:"How long the search took."`
	Body searchBody
}

type searchBody struct {
	Total  int                 `json:"total" doc:"Number of hits in all."`
	Limit  int                 `json:"limit" doc:"How many were asked for."`
	Offset int                 `json:"offset" doc:"How many were skipped."`
	Next   *string             `json:"next" doc:"Address of the next hits; null on the last page."`
	Hits   []hit               `json:"hits" nullable:"false" doc:"Best first."`
	Facets map[string][]*facet `json:"facets" doc:"Counts over all hits by country, type, year, kind and language, most first."`
}

type facet struct {
	Value string `json:"value" doc:"Value to filter by."`
	Count int    `json:"count" doc:"Number of hits that have it."`
}

type hit struct {
	Kind         hitKind    `json:"kind" doc:"What it is."`
	ID           string     `json:"id" doc:"Id of the passage, footnote or commitment."`
	Score        float64    `json:"score" doc:"How well it fits; comparable within one answer only."`
	ReportID     *string    `json:"report_id" doc:"The report; null for a document that belongs to none."`
	DocumentID   string     `json:"document_id" doc:"The document that the text is in."`
	Title        *string    `json:"title" doc:"Title of the report, else of the document."`
	Section      *string    `json:"section" doc:"Heading that the text stands under."`
	Page         *int       `json:"page" doc:"Page of the document, from 1; null on a web page."`
	Start        int        `json:"start" doc:"Offset of the text's first code point in the document."`
	End          int        `json:"end" doc:"Offset behind its last."`
	Snippet      []fragment `json:"snippet" nullable:"false" doc:"The best part of the text in pieces, with … where it is cut."`
	TitleParts   []fragment `json:"title_parts" nullable:"false" doc:"The title in pieces where the query found words in it, else empty."`
	SectionParts []fragment `json:"section_parts" nullable:"false" doc:"The heading in pieces where the query found words in it, else empty."`
	Links        hitLinks   `json:"links" doc:"Where to read on, on this server."`
}

type fragment struct {
	Text   string `json:"text" doc:"Words of the document."`
	Marked bool   `json:"marked" doc:"True for what the query found."`
}

type hitLinks struct {
	Place    string  `json:"place" doc:"Page that shows the text in its document, marked."`
	Report   *string `json:"report" doc:"Page of the report, at the note or commitment."`
	Record   *string `json:"record" doc:"The footnote or the report in this API."`
	Document string  `json:"document" doc:"The document in this API."`
}

func (s *site) registerSearch() {
	huma.Register(s.api, huma.Operation{
		OperationID: "search", Method: http.MethodGet, Path: apiPrefix + "/search", Tags: []string{"search"},
		Summary:     "Search",
		Description: "Finds passages, footnotes and commitments by their words. Values of one filter are alternatives, different filters must all hold.",
		Errors:      []int{http.StatusBadRequest, http.StatusServiceUnavailable},
	}, s.search)
}

func (s *site) search(ctx context.Context, in *searchInput) (*searchOutput, error) {
	found, err := s.Search.Search(ctx, in.query())
	if err != nil {
		return nil, s.problem(ctx, "search", err)
	}
	out := &searchOutput{Took: serverTiming(found.Took)}
	out.Body = searchBody{Total: found.Total, Limit: in.Limit, Offset: in.Offset, Hits: make([]hit, len(found.Hits)), Facets: map[string][]*facet{}}
	for i, h := range found.Hits {
		out.Body.Hits[i] = hitOf(h)
	}
	for _, field := range slices.Sorted(maps.Keys(found.Facets)) {
		out.Body.Facets[field] = facetsOf(found.Facets[field])
	}
	if after := in.Offset + len(found.Hits); len(found.Hits) > 0 && after < found.Total && after <= 10000 {
		out.Body.Next = in.address(after)
	}
	return out, nil
}

// address returns the address of the hits from an offset on.
func (in *searchInput) address(offset int) *string {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" && value != "0" {
			v.Set(name, value)
		}
	}
	set("q", in.Q)
	v["kind"], v["country"], v["type"], v["language"] = converted[string](in.Kind), in.Country, converted[string](in.Type), in.Language
	set("from", strconv.Itoa(in.From))
	set("to", strconv.Itoa(in.To))
	set("report", in.Report)
	set("limit", strconv.Itoa(in.Limit))
	set("offset", strconv.Itoa(offset))
	return new(apiPrefix + "/search?" + v.Encode())
}

func serverTiming(took time.Duration) string {
	return fmt.Sprintf("search;dur=%.1f", float64(took.Microseconds())/1000)
}

func hitOf(h index.Hit) hit {
	out := hit{
		Kind: hitKind(h.Kind), ID: h.ID, Score: h.Score, DocumentID: string(h.DocumentID), Start: h.Start, End: h.End,
		ReportID: orNull(string(h.ReportID)), Title: orNull(h.Title), Section: orNull(h.Section), Page: orNull(h.Page),
		Snippet: fragmentsOf(h.Snippet), TitleParts: fragmentsOf(h.TitleParts), SectionParts: fragmentsOf(h.SectionParts),
		Links: hitLinks{Place: placeURL(h.DocumentID, h.Start, h.End), Document: apiURL("documents", string(h.DocumentID))},
	}
	if h.ReportID != "" {
		out.Links.Report = new(reportURL(h.ReportID) + recordAnchor(h))
		out.Links.Record = new(apiURL("reports", string(h.ReportID)))
		if h.Kind == index.Footnote {
			out.Links.Record = new(apiURL("footnotes", h.ID))
		}
	}
	return out
}

func fragmentsOf(in []index.Fragment) []fragment {
	out := make([]fragment, len(in))
	for i, f := range in {
		out[i] = fragment(f)
	}
	return out
}

func facetsOf(in []index.Facet) []*facet {
	out := make([]*facet, len(in))
	for i, f := range in {
		out[i] = &facet{Value: f.Value, Count: f.Count}
	}
	return out
}

// upper returns codes of countries as the records have them.
func upper(codes []string) []string {
	var out []string
	for _, c := range codes {
		out = append(out, strings.ToUpper(c))
	}
	return out
}

// orNull returns nil for the zero value, which stands for absent.
func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// hitKind is a kind of hit, described with its values.
type hitKind string

// Schema lists the kinds.
func (hitKind) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Enum: []any{string(index.Passage), string(index.Footnote), string(index.Commitment)}}
}

// reportType is a type of report, described with its values.
type reportType string

// Schema lists the types.
func (reportType) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, v := range reportTypes() {
		s.Enum = append(s.Enum, v)
	}
	return s
}

func reportTypes() []string {
	c, _ := tableOf[corpus.Report]().Column("type")
	return c.Enum
}
