package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/health"
)

// HealthFilter is the parameters that the operations on health share. It is exported because huma reads only exported
// embedded structs.
type HealthFilter struct {
	Country []string      `query:"country,explode" maxItems:"200" doc:"Only sources that reports on these countries cite, ISO 3166-1 alpha-3."`
	Report  []string      `query:"report,explode" maxItems:"50" doc:"Only sources that these reports cite, by report_id."`
	State   []sourceState `query:"state,explode" maxItems:"20" doc:"Only sources in these states; dead stands for those whose link is dead, be a web archive's copy held or not."`
}

// sourceState is a state of a source, as a parameter.
type sourceState string

// Schema lists the states.
func (sourceState) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, state := range append(health.States[:len(health.States):len(health.States)], health.Dead) {
		s.Enum = append(s.Enum, string(state))
	}
	return s
}

func (f HealthFilter) filter() health.Filter {
	return health.Filter{Countries: upper(f.Country), Reports: converted[corpus.ReportID](f.Report), States: converted[health.State](f.State)}
}

type sourcesInput struct {
	HealthFilter
	Limit  int `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"How many sources."`
	Offset int `query:"offset" minimum:"0" default:"0" doc:"How many sources to skip."`
}

type sourcesOutput struct{ Body sourcesBody }

type sourcesBody struct {
	Total   int                     `json:"total" doc:"Number of sources that the filters select."`
	Limit   int                     `json:"limit" doc:"How many were asked for."`
	Offset  int                     `json:"offset" doc:"How many were skipped."`
	Next    *string                 `json:"next" doc:"Address of the next sources; null on the last page."`
	Sources []record[health.Source] `json:"sources" nullable:"false" doc:"In order of target. Where country or report are given, only with the notes that they select."`
}

type countsInput struct{ HealthFilter }

type countsOutput struct{ Body countsBody }

type countsBody struct {
	Total     record[health.SourceCounts]   `json:"total" doc:"Every source that the filters select, once."`
	Countries []record[health.SourceCounts] `json:"countries" nullable:"false" doc:"By country, in order of name. A source that reports on several cite counts for each."`
	Reports   []record[health.SourceCounts] `json:"reports" nullable:"false" doc:"By report, in order of country and report_id. A source that several cite counts for each."`
}

func (s *site) registerHealth() {
	faults := []int{http.StatusBadRequest, http.StatusServiceUnavailable}
	huma.Register(s.api, huma.Operation{
		OperationID: "list-sources", Method: http.MethodGet, Path: apiPrefix + "/health", Tags: []string{"records"},
		Summary:     "List cited sources and what became of them",
		Description: "Lists what notes cite, each source once, with what became of it, the notes that cite it and what to do. Values of one filter are alternatives, different filters must all hold. While a run changes the archive, the list can be a minute old.",
		Errors:      faults,
	}, s.listSources)
	huma.Register(s.api, huma.Operation{
		OperationID: "count-sources", Method: http.MethodGet, Path: apiPrefix + "/health/summary", Tags: []string{"records"},
		Summary:     "Count cited sources by what became of them",
		Description: "Counts what notes cite by what became of it: in all, by country and by report.",
		Errors:      faults,
	}, s.countSources)
}

func (s *site) listSources(ctx context.Context, in *sourcesInput) (*sourcesOutput, error) {
	list, err := s.sources.current(ctx)
	if err != nil {
		return nil, s.problem(ctx, "list sources", err)
	}
	chosen, _ := list.chosen(in.filter())
	out := &sourcesOutput{Body: sourcesBody{
		Total: len(chosen), Limit: in.Limit, Offset: in.Offset, Sources: records(portion(chosen, in.Offset, in.Limit)),
	}}
	if after := in.Offset + in.Limit; after < len(chosen) {
		v := url.Values{
			"country": upper(in.Country), "report": in.Report, "state": converted[string](in.State),
			"limit": {strconv.Itoa(in.Limit)}, "offset": {strconv.Itoa(after)},
		}
		out.Body.Next = new(apiPrefix + "/health?" + v.Encode())
	}
	return out, nil
}

func (s *site) countSources(ctx context.Context, in *countsInput) (*countsOutput, error) {
	list, err := s.sources.current(ctx)
	if err != nil {
		return nil, s.problem(ctx, "count sources", err)
	}
	_, sum := list.chosen(in.filter())
	return &countsOutput{Body: countsBody{
		Total: record[health.SourceCounts]{&health.SourceCounts{Counts: sum.Total}}, Countries: records(sum.Countries()), Reports: records(sum.Reports()),
	}}, nil
}
