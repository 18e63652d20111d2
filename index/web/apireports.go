package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/irmtrail/irmtrail/corpus"
)

// reportsInput is the parameters of a list of reports.
type reportsInput struct {
	Country  []string     `query:"country,explode" maxItems:"200" doc:"Only reports on these countries, ISO 3166-1 alpha-3."`
	Type     []reportType `query:"type,explode" maxItems:"20" doc:"Only reports of these types."`
	Language []string     `query:"language,explode" maxItems:"50" doc:"Only reports in these languages, BCP 47."`
	Limit    int          `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"How many reports."`
	Offset   int          `query:"offset" minimum:"0" default:"0" doc:"How many reports to skip."`
}

// Resolve takes codes of countries as anyone types them.
func (in *reportsInput) Resolve(huma.Context) []error {
	in.Country = upper(in.Country)
	return nil
}

type reportsOutput struct{ Body reportsBody }

type reportsBody struct {
	Total   int                     `json:"total" doc:"Number of reports that the filters select."`
	Limit   int                     `json:"limit" doc:"How many were asked for."`
	Offset  int                     `json:"offset" doc:"How many were skipped."`
	Next    *string                 `json:"next" doc:"Address of the next reports; null on the last page."`
	Reports []record[corpus.Report] `json:"reports" nullable:"false" doc:"In order of report_id."`
}

// reportInput names a report.
type reportInput struct {
	ID string `path:"id" maxLength:"300" example:"exampleland-results-report-2019-2022" doc:"The report_id."`
}

type reportOutput struct{ Body reportBody }

type reportBody struct {
	Report      record[corpus.Report]       `json:"report" doc:"The report."`
	Commitments []record[corpus.Commitment] `json:"commitments" nullable:"false" doc:"In natural order of number."`
	Ratings     []record[corpus.Rating]     `json:"ratings" nullable:"false"`
	Tallies     []record[corpus.Tally]      `json:"tallies" nullable:"false"`
	Footnotes   []record[corpus.Footnote]   `json:"footnotes" nullable:"false" doc:"In order of section and number."`
	Citations   []record[corpus.Citation]   `json:"citations" nullable:"false" doc:"In order of note and ordinal."`
	Findings    []record[corpus.Finding]    `json:"findings" nullable:"false" doc:"Errors first."`
	Documents   []record[corpus.Document]   `json:"documents" nullable:"false" doc:"That the report was read from, the leading one first."`
}

func (s *site) registerReports() {
	huma.Register(s.api, huma.Operation{
		OperationID: "list-reports", Method: http.MethodGet, Path: apiPrefix + "/reports", Tags: []string{"records"},
		Summary:     "List reports",
		Description: "Lists the reports in order of id. Values of one filter are alternatives, different filters must all hold.",
		Errors:      []int{http.StatusBadRequest, http.StatusServiceUnavailable},
	}, s.listReports)
	huma.Register(s.api, huma.Operation{
		OperationID: "get-report", Method: http.MethodGet, Path: apiPrefix + "/reports/{id}", Tags: []string{"records"},
		Summary:     "Get a report",
		Description: "Returns a report with everything that was read out of it.",
		Errors:      []int{http.StatusBadRequest, http.StatusNotFound, http.StatusServiceUnavailable},
	}, s.getReport)
}

func (s *site) listReports(ctx context.Context, in *reportsInput) (*reportsOutput, error) {
	all, err := s.reports.all(ctx)
	if err != nil {
		return nil, s.problem(ctx, "list reports", err)
	}
	chosen := reportFilter{in.Country, converted[string](in.Type), in.Language}.chosen(all.byID)
	out := &reportsOutput{}
	out.Body = reportsBody{Total: len(chosen), Limit: in.Limit, Offset: in.Offset, Reports: records(portion(chosen, in.Offset, in.Limit))}
	if after := in.Offset + in.Limit; after < len(chosen) {
		v := url.Values{
			"country": in.Country, "type": converted[string](in.Type), "language": in.Language,
			"limit": {strconv.Itoa(in.Limit)}, "offset": {strconv.Itoa(after)},
		}
		out.Body.Next = new(apiPrefix + "/reports?" + v.Encode())
	}
	return out, nil
}

func (s *site) getReport(ctx context.Context, in *reportInput) (*reportOutput, error) {
	d, ok, err := s.reportDossier(ctx, corpus.ReportID(in.ID))
	if err != nil {
		return nil, s.problem(ctx, "get report "+in.ID, err)
	}
	if !ok {
		return nil, huma.Error404NotFound("There is no report of this id.")
	}
	return &reportOutput{Body: reportBody{
		Report: record[corpus.Report]{&d.report}, Commitments: records(d.commitments), Ratings: records(d.ratings),
		Tallies: records(d.tallies), Footnotes: records(d.footnotes), Citations: records(d.citations),
		Findings: records(d.findings), Documents: records(d.documents),
	}}, nil
}
