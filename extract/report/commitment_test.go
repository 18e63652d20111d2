package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// recordLines prints the commitments with their ratings, and the findings, one a line.
func recordLines(r corpus.Reading) string {
	var sb strings.Builder
	for _, c := range r.Commitments {
		fmt.Fprintf(&sb, "%s %q", c.Number, c.Title)
		if c.Cluster != "" {
			fmt.Fprintf(&sb, " in %q", c.Cluster)
		}
		if c.Status != "" {
			fmt.Fprintf(&sb, " %s", c.Status)
		}
		for _, x := range r.Ratings {
			if x.Number == c.Number {
				fmt.Fprintf(&sb, "\n  %s %s %q %s", x.Indicator, x.Value, x.Quote, x.Method)
			}
		}
		sb.WriteByte('\n')
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&sb, "! %s %s\n", f.Rule, f.Message)
	}
	return strings.TrimSpace(sb.String())
}

func TestCommitments(t *testing.T) {
	for _, x := range []struct{ name, title, body, want string }{
		{"headings and lines with br", "Ghana Results Report 2021-2023", `
<h2>Annex I. Commitment data</h2>
<h3>Commitment 1: Open budgets</h3><p>Verifiable: Yes<br>Does it have an open government lens? Yes<br>Potential for results: Modest<br>Completion: Limited<br>Early results: No notable results</p>
<h3>Commitment 2: Beneficial ownership</h3><ul><li>Verifiable: Yes</li><li>Completion: Complete</li><li>Early results: Significant results</li></ul>
<p>The ministry finished all of it. Completion: was reached.</p>`, `1 "Open budgets"
  verifiable yes "Verifiable: Yes" key_value
  open_gov_lens yes "Does it have an open government lens? Yes" key_value
  potential_for_results modest "Potential for results: Modest" key_value
  completion limited "Completion: Limited" key_value
  early_results no_notable_results "Early results: No notable results" key_value
2 "Beneficial ownership"
  verifiable yes "Verifiable: Yes" key_value
  completion complete "Completion: Complete" key_value
  early_results significant "Early results: Significant results" key_value`},
		{"bold lines", "Ghana Results Report 2021-2023", `
<p><strong>Commitment 4.2: Open data</strong></p><p><strong>Verifiable:</strong> No</p><p><strong>Did it open government?</strong> Did not change</p>
<p><strong>Commitment 5 – Whistleblowers</strong><br>• Completion: Substantial<br>• Did it open government? Marginal</p>
<p>Commitment 5 was late, as the law was missing.</p>`, `4.2 "Open data"
  verifiable no "Verifiable: No" key_value
  early_results did_not_change "Did it open government? Did not change" key_value
5 "Whistleblowers"
  completion substantial "Completion: Substantial" key_value
  early_results marginal "Did it open government? Marginal" key_value`},
		{"small tables", "Ghana Transitional Results Report 2018-2020", `
<h3>Commitment 1. Open parliament</h3><table><tr><td>Completion</td><td>Substantial</td></tr><tr><td>Did it open government?</td><td>Major</td></tr></table>
<h3>Commitment 2. Courts</h3><table><tr><th>Verifiable</th><td>Yes</td><th>Completion</th><td>Not started</td></tr></table>`, `1 "Open parliament"
  completion substantial "Completion\tSubstantial" key_value
  early_results major "Did it open government?\tMajor" key_value
2 "Courts"
  verifiable yes "Verifiable\tYes" key_value
  completion not_started "Completion\tNot started" key_value`},
		{"lists of OGP values", "Ghana Design Report 2018-2020", `
<h3>Commitment 1. Open parliament</h3><ul><li>Relevance: Access to Information; Technology & Innovation for Openness and Accountability</li><li>Potential impact: Minor</li></ul>
<h3>Commitment 2. Courts</h3><p>OGP values:</p><ul><li>Civic participation</li><li>Public accountability</li></ul><p>Potential impact: Moderate</p>`, `1 "Open parliament"
  relevance_access_to_information yes "Relevance: Access to Information" key_value
  relevance_technology yes "Relevance: Access to Information; Technology & Innovation for Openness and Accountability" key_value
  potential_impact minor "Potential impact: Minor" key_value
2 "Courts"
  relevance_civic_participation yes "OGP values:\nCivic participation" key_value
  relevance_public_accountability yes "OGP values:\nCivic participation\nPublic accountability" key_value
  potential_impact moderate "Potential impact: Moderate" key_value`},
		{"a column of OGP values", "Ghana Design Report 2018-2020", `
<table><tr><th>Commitment</th><th>Relevance</th><th>Potential impact</th></tr>
<tr><td>1. Open data</td><td>Access to information, Civic participation</td><td>Moderate</td></tr>
<tr><td>2. Budgets</td><td>Not applicable</td><td>Minor</td></tr></table>`, `1 "Open data"
  relevance_access_to_information yes "Access to information" matrix
  relevance_civic_participation yes "Access to information, Civic participation" matrix
  potential_impact moderate "Moderate" matrix
2 "Budgets"
  potential_impact minor "Minor" matrix`},
		{"a row per commitment", "Ghana End-of-Term Report 2014-2016", `
<table><tr><th>Commitment</th><th>Specificity</th><th>Potential impact</th><th>Completion</th></tr>
<tr><td>1. Open data</td><td>High</td><td>Moderate</td><td>Limited</td></tr>
<tr><td>Commitment 2: Budgets</td><td>Low</td><td>None</td><td>Complete</td></tr>
<tr><td>Theme II</td><td></td><td></td><td></td></tr></table>`, `1 "Open data"
  specificity high "High" matrix
  potential_impact moderate "Moderate" matrix
  completion limited "Limited" matrix
2 "Budgets"
  specificity low "Low" matrix
  potential_impact none "None" matrix
  completion complete "Complete" matrix`},
		{"number and title apart", "Ghana End-of-Term Report 2014-2016", `
<table><tr><th>No.</th><th>Title</th><th>Completion</th></tr><tr><td>1</td><td>Open data</td><td>Limited</td></tr><tr><td>2</td><td>Budgets</td><td>X</td></tr></table>`, `1 "Open data"
  completion limited "Limited" matrix`},
		{"Spanish", "Informe de Resultados México 2019-2022", `
<h3>Compromiso 3. Gasto abierto</h3><p>¿Es verificable? Sí<br>¿Tiene una perspectiva de gobierno abierto? Sí<br>Potencial de resultados: Sustancial<br>Cumplimiento: Completo<br>¿Contribuyó a la apertura del gobierno? Sobresaliente</p>
<p>El plan de acción de la Alianza para el Gobierno Abierto fue elaborado durante la pandemia por el gobierno y la sociedad civil de México.</p>`, `3 "Gasto abierto"
  verifiable yes "¿Es verificable? Sí" key_value
  open_gov_lens yes "¿Tiene una perspectiva de gobierno abierto? Sí" key_value
  potential_for_results substantial "Potencial de resultados: Sustancial" key_value
  completion complete "Cumplimiento: Completo" key_value
  early_results outstanding "¿Contribuyó a la apertura del gobierno? Sobresaliente" key_value`},
		{"no values, and one on no scale", "Ghana Results Report 2021-2023", `
<h3>Commitment 1: Open budgets</h3><p>Completion: No IRM Data<br>Potential for results: Pending IRM Review<br>Early results: Transformative<br>Verifiable: Yes</p>`, `1 "Open budgets"
  verifiable yes "Verifiable: Yes" key_value
! value_not_on_scale Commitment 1: "Transformative" is no value of the scale of early results.`},
		{"clusters", "Ghana Action Plan Review 2021-2023", `
<h2>Cluster 1: Fiscal openness (Commitments 2, 5 and 6)</h2><p>Potential for results: Substantial</p>
<h3>Commitment 2: Budgets</h3><p>Verifiable: Yes</p>
<h2>Commitments 7 and 8</h2><p>Verifiable: No</p>`, `2 "Budgets" in "Cluster 1: Fiscal openness (Commitments 2, 5 and 6)"
  potential_for_results substantial "Potential for results: Substantial" key_value
  verifiable yes "Verifiable: Yes" key_value
5 "" in "Cluster 1: Fiscal openness (Commitments 2, 5 and 6)"
  potential_for_results substantial "Potential for results: Substantial" key_value
6 "" in "Cluster 1: Fiscal openness (Commitments 2, 5 and 6)"
  potential_for_results substantial "Potential for results: Substantial" key_value
7 ""
  verifiable no "Verifiable: No" key_value
8 ""
  verifiable no "Verifiable: No" key_value`},
		{"relevance by name", "Ghana Design Report 2018-2020", `
<h3>Commitment 1: Courts</h3><p>Relevance: Access to information, Civic participation<br>Specificity: Medium<br>Potential impact: Transformative</p>`, `1 "Courts"
  relevance_access_to_information yes "Relevance: Access to information" key_value
  relevance_civic_participation yes "Relevance: Access to information, Civic participation" key_value
  specificity medium "Specificity: Medium" key_value
  potential_impact transformative "Potential impact: Transformative" key_value`},
		{"status in a sentence", "Ghana Results Report 2021-2023", `
<h3>Commitment 2: Courts</h3><p>Commitments 2 and 3 were withdrawn. Commitment 7 could be declared inactive.</p>`, `2 "Courts" withdrawn
3 "" withdrawn`},
		{"midterm and end of term", "Ghana End-of-Term Report 2014-2016", `
<h3>Commitment 2: Courts</h3><p>Completion at midterm: Limited<br>Completion at end of term: Substantial</p>`, `2 "Courts"
  completion_midterm limited "Completion at midterm: Limited" key_value
  completion substantial "Completion at end of term: Substantial" key_value`},
		{"two values of one commitment", "Ghana Results Report 2021-2023", `
<h3>Commitment 2: Courts</h3><p>Completion: Limited</p><h3>Commitment 2: Courts</h3><p>Completion: Complete</p>`, `2 "Courts"
  completion limited "Completion: Limited" key_value
! rating_contradicted Commitment 2: completion is "Limited" in one place and "Complete" in another.`},
		{"prose that speaks of commitments", "Ghana Results Report 2021-2023", `
<h2>Completion</h2><p>Commitment 3: the ministry did well.</p><p>Commitment 4. It was late.</p><p>Verifiable: Yes</p>`, `4 "It was late."
  verifiable yes "Verifiable: Yes" key_value`},
	} {
		html := "<html><body><main><h1>" + x.title + "</h1><p>The Independent Reporting Mechanism (IRM) of the Open Government Partnership publishes reports.</p>" + x.body + "</main></body></html>"
		c, err := htmldoc.Read([]byte(html), "https://example.org/", "text/html; charset=utf-8")
		if err != nil {
			t.Fatal(err)
		}
		r := Read(c, structure.Read(c), Source{DocumentID: "doc-1", MediaType: "text/html"})
		if got := recordLines(r); got != x.want {
			t.Errorf("%s\n got:\n%s\nwant:\n%s", x.name, indent(got), indent(x.want))
		}
		for _, k := range r.Ratings {
			if c.Text().Slice(*k.Start, *k.End) != k.Quote || k.Label == "" {
				t.Errorf("%s: %+v", x.name, k)
			}
		}
	}
}
