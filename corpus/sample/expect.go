package sample

import (
	_ "embed" // for the labels
	"fmt"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed testdata/expect.yaml
var labels []byte

// Expected is what a reader should find in the sample, labelled by hand. It is for tests and for the demo's own check;
// nothing that extracts records may read it.
type Expected struct {
	Reports     []ExpectedReport  `yaml:"reports"`     // one per report page
	Files       []ExpectedFile    `yaml:"files"`       // one per report as PDF
	NotReports  []corpus.URL      `yaml:"not_reports"` // pages among the reports that are none
	Commitments []ExpectedPage    `yaml:"commitment_pages"`
	Minutes     []ExpectedMinutes `yaml:"minutes"`
}

// ExpectedIdentity is what a report says of itself.
type ExpectedIdentity struct {
	URL           corpus.URL           `yaml:"url"`
	Title         string               `yaml:"title"`
	Country       string               `yaml:"country"`
	CountryCode   string               `yaml:"country_code"`
	Locality      string               `yaml:"locality"`
	Type          corpus.ReportType    `yaml:"type"`
	Period        [2]int               `yaml:"period"`
	Language      corpus.Language      `yaml:"language"`
	PublicComment bool                 `yaml:"public_comment"`
	Footnotes     int                  `yaml:"footnotes"` // number of footnotes
	Commitments   []ExpectedCommitment `yaml:"commitments"`
}

// ExpectedReport is a report page.
type ExpectedReport struct {
	ExpectedIdentity `yaml:",inline"`
	PublishedOn      corpus.Date        `yaml:"published_on"`
	ActionPlanNumber int                `yaml:"action_plan_number"`
	CommitmentsTotal int                `yaml:"commitments_total"`
	Downloads        []corpus.URL       `yaml:"downloads"`
	Markup           string             `yaml:"markup"`  // kind of footnote markup
	Targets          int                `yaml:"targets"` // distinct targets of the citations
	Citations        []ExpectedCitation `yaml:"citations"`
	Tallies          []ExpectedTally    `yaml:"tallies"`
	Findings         []string           `yaml:"findings"` // rules that must find something
}

// ExpectedFile is a report as PDF, read by itself.
type ExpectedFile struct {
	ExpectedIdentity `yaml:",inline"`
	Pages            int `yaml:"pages"`
	Citations        int `yaml:"citations"` // number of links in its footnotes
}

// ExpectedCitation is one link of a footnote. Status is what a crawl with the default settings ends in.
type ExpectedCitation struct {
	Note        int                   `yaml:"note"`
	URL         corpus.URL            `yaml:"url"`
	Kind        corpus.CitationKind   `yaml:"kind"`
	Status      corpus.CitationStatus `yaml:"status"`
	Body        string                `yaml:"body"`
	Date        corpus.Date           `yaml:"date"`
	AccessedOn  corpus.Date           `yaml:"accessed_on"`
	Commitments []string              `yaml:"commitments"`
	Copied      corpus.Date           `yaml:"copied"` // day of the web archive's copy that is nearest to the report's date, where the status is archived_copy
	Check       string                `yaml:"check"`  // empty where a reader need not decide
}

// ExpectedTally is a count that the prose states.
type ExpectedTally struct {
	Indicator   corpus.Indicator `yaml:"indicator"`
	Value       string           `yaml:"value"`
	Count       int              `yaml:"count"`
	Total       int              `yaml:"total"`
	ActionPlan  corpus.Plan      `yaml:"action_plan"` // this plan unless labelled
	Commitments []string         `yaml:"commitments"`
}

// ExpectedCommitment is a commitment with its ratings by indicator.
type ExpectedCommitment struct {
	Number  string                      `yaml:"number"`
	Title   string                      `yaml:"title"`
	Ratings map[corpus.Indicator]string `yaml:"ratings"`
}

// ExpectedPage is a page of a commitment.
type ExpectedPage struct {
	URL         corpus.URL                  `yaml:"url"`
	OGPID       string                      `yaml:"ogp_id"`
	Title       string                      `yaml:"title"`
	CountryCode string                      `yaml:"country_code"`
	Ratings     map[corpus.Indicator]string `yaml:"ratings"`
	Drawn       []corpus.Indicator          `yaml:"drawn"` // whose value is drawn so that no program can read it
}

// ExpectedMinutes is a set of minutes; lists are given by their length.
type ExpectedMinutes struct {
	URL         corpus.URL      `yaml:"url"`
	Copy        corpus.URL      `yaml:"copy"` // where a web archive shows them; empty unless they are gone from their address
	Title       string          `yaml:"title"`
	Body        string          `yaml:"body"`
	HeldOn      corpus.Date     `yaml:"held_on"`
	Place       string          `yaml:"place"`
	Language    corpus.Language `yaml:"language"`
	Attendees   int             `yaml:"attendees"`
	Agenda      int             `yaml:"agenda"`
	Agreements  int             `yaml:"agreements"`
	Commitments []string        `yaml:"commitments"`
}

// Expect returns the labels.
func Expect() (*Expected, error) {
	e := &Expected{}
	if err := yaml.UnmarshalWithOptions(labels, e, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read the sample's labels: %w", err)
	}
	for i := range e.Reports {
		for j := range e.Reports[i].Tallies {
			if t := &e.Reports[i].Tallies[j]; t.ActionPlan == "" {
				t.ActionPlan = corpus.ThisPlan
			}
		}
	}
	return e, nil
}

// Count returns the number of report pages, of drafts among them, of footnotes, citations, distinct targets and tallies.
func (e *Expected) Count() (reports, drafts, footnotes, citations, targets, tallies int) {
	keys := map[string]bool{}
	for _, r := range e.Reports {
		reports++
		if r.PublicComment {
			drafts++
		}
		footnotes += r.Footnotes
		citations += len(r.Citations)
		tallies += len(r.Tallies)
		for _, c := range r.Citations {
			keys[corpus.TargetKey(c.URL)] = true
		}
	}
	return reports, drafts, footnotes, citations, len(keys), tallies
}
