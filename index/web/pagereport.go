package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// reportView is what the page of a report shows.
type reportView struct {
	Report      card
	Contents    []content
	Facts       []fact
	Downloads   []fact
	Tallies     []tallyView
	Indicators  []corpus.Indicator
	Commitments []commitmentView
	Notes       []noteView
	Health      string // address of what became of the sources that the notes cite, "" when they cite none
	Findings    []findingView
	Documents   []documentRow
}

// content is an entry of the list of the page's parts.
type content struct {
	ID, Title string
	Count     int
}

// fact is a name with a value, which can be a link; Out is set when the link leaves this site.
type fact struct {
	Name, Value, URL string
	Out, Code        bool
}

// tallyView is a count with every passage that states it.
type tallyView struct {
	Indicator corpus.Indicator
	Value     string
	Count     string
	Plan      corpus.Plan
	Previous  bool
	Words     []tallyWords
}

// tallyWords is a passage that states a count; In says which document it stands in, when that is not the leading one.
type tallyWords struct{ Quote, URL, In string }

type commitmentView struct {
	Anchor, Number, Title, URL, Status, Cluster string
	Cells                                       []cellView
}

// cellView is a cell of the table of ratings; without a value when the commitment is not rated on the indicator.
type cellView struct{ Value, Label, Class, URL string }

type findingView struct {
	Severity     corpus.Severity
	Message, URL string
}

type documentRow struct {
	Title, URL, Format, Text string
	Language                 corpus.Language
	Pages                    int
	Captured                 time.Time
}

func (s *site) reportPage(w http.ResponseWriter, r *http.Request) error {
	d, ok, err := s.reportDossier(r.Context(), corpus.ReportID(r.PathValue("id")))
	if err != nil {
		return err
	}
	if !ok {
		s.fault(w, r, http.StatusNotFound, "")
		return nil
	}
	v, err := s.reportView(r.Context(), d)
	if err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, "report", frame{Title: v.Report.Title, Section: "reports", QuickSearch: true, Body: v})
	return nil
}

func (s *site) reportView(ctx context.Context, d reportDossier) (reportView, error) {
	v := reportView{Report: cardOf(d.report), Facts: s.reportFacts(d), Tallies: s.tallyViews(d)}
	for _, u := range d.report.Downloads {
		v.Downloads = append(v.Downloads, fact{Value: fileWords(string(u)), URL: webAddress(string(u)), Out: true})
	}
	ids := anchors{}
	v.Indicators = indicatorsOf(d.ratings)
	for _, c := range d.commitments {
		v.Commitments = append(v.Commitments, s.commitmentView(c, d.ratings, v.Indicators, ids))
	}
	var err error
	if v.Notes, err = s.noteViews(ctx, d, ids); err != nil {
		return v, err
	}
	if len(d.citations) > 0 {
		v.Health = "/health?" + url.Values{"report": {string(d.report.ReportID)}}.Encode()
	}
	for _, f := range d.findings {
		v.Findings = append(v.Findings, findingView{f.Severity, f.Message, evidenceURL(f.Evidence)})
	}
	for _, doc := range d.documents {
		v.Documents = append(v.Documents, s.documentRow(doc))
	}
	v.Contents = s.contents(v)
	return v, nil
}

func (s *site) contents(v reportView) []content {
	var out []content
	for _, c := range []content{
		{"tallies", "tallies.title", len(v.Tallies)},
		{"ratings", "ratings.title", len(v.Commitments)},
		{"footnotes", "notes.title", len(v.Notes)},
		{"findings", "findings.title", len(v.Findings)},
		{"documents", "documents.title", len(v.Documents)},
	} {
		if c.Count > 0 {
			c.Title = s.pages.words.must(c.Title)
			out = append(out, c)
		}
	}
	return out
}

func (s *site) reportFacts(d reportDossier) []fact {
	t, r := s.pages.words, d.report
	years := period(r.PeriodStart, r.PeriodEnd)
	if years != "" && r.ActionPlanNumber > 0 {
		years = t.must("report.plan", years, r.ActionPlanNumber)
	}
	out := []fact{
		{Name: "report.country", Value: r.Country},
		{Name: "report.locality", Value: r.Locality},
		{Name: "report.period", Value: years},
		{Name: "report.type", Value: optional(string(r.Type), func(v string) string { return t.label("type", v) })},
		{Name: "report.language", Value: optional(string(r.Language), func(v string) string { return t.language(v) })},
		{Name: "report.published", Value: optional(string(r.PublishedOn), func(v string) string { return writtenDate(v) })},
	}
	if r.CommitmentsTotal != nil {
		out = append(out, fact{Name: "report.commitments_total", Value: fmt.Sprint(*r.CommitmentsTotal)})
	}
	if u := webAddress(string(r.URL)); u != "" {
		out = append(out, fact{Name: "report.source", Value: t.must("report.source.link"), URL: u, Out: true})
	}
	out = append(out, fact{Name: "report.data", Value: t.must("report.data.link"), URL: apiURL("reports", string(r.ReportID))})
	return s.named(out)
}

// named gives facts the words for their names and drops those without a value, apart from the country, period and type
// of a report: that a report does not state them is worth saying.
func (s *site) named(in []fact) []fact {
	var out []fact
	for _, f := range in {
		if f.Value == "" {
			if f.Name != "report.country" && f.Name != "report.period" && f.Name != "report.type" {
				continue
			}
			f.Value = s.pages.words.must("report.unknown")
		}
		f.Name = s.pages.words.must(f.Name)
		out = append(out, f)
	}
	return out
}

func optional(v string, words func(string) string) string {
	if v == "" {
		return ""
	}
	return words(v)
}

// fileWords names a download by the last part of its path.
func fileWords(u string) string {
	clean, _, _ := strings.Cut(u, "?")
	if base := path.Base(clean); base != "." && base != "/" {
		return base
	}
	return u
}

// tallyViews returns the counts of a report. One that is stated more than once, as on its page and in its PDF, is one
// row; counts of the same thing that differ stand below each other.
func (s *site) tallyViews(d reportDossier) []tallyView {
	var out []tallyView
	for _, c := range d.tallies {
		v := tallyView{
			Indicator: c.Indicator, Value: s.pages.words.label("tally", c.Value), Count: fmt.Sprint(c.Count), Plan: c.ActionPlan,
			Previous: c.ActionPlan == corpus.PreviousPlan,
		}
		if c.Total != nil {
			v.Count = s.pages.words.must("tallies.of", c.Count, *c.Total)
		}
		words := tallyWords{Quote: c.Quote, URL: evidenceURL(c.Evidence)}
		if len(d.documents) > 0 && c.DocumentID != "" && c.DocumentID != d.documents[0].DocumentID {
			words.In = s.inDocument(c.DocumentID, d.documents)
		}
		out = withTally(out, v, words)
	}
	return out
}

// withTally adds a passage to the row of its count, which is v when there is none yet.
func withTally(rows []tallyView, v tallyView, words tallyWords) []tallyView {
	at := len(rows)
	for i, o := range rows {
		if o.Indicator != v.Indicator || o.Value != v.Value || o.Plan != v.Plan {
			continue
		}
		if o.Count == v.Count {
			rows[i].Words = append(o.Words, words)
			return rows
		}
		at = i + 1
	}
	v.Words = []tallyWords{words}
	return slices.Insert(rows, at, v)
}

// indicatorsOf returns the indicators that occur, in the order of the schema.
func indicatorsOf(ratings []corpus.Rating) []corpus.Indicator {
	have := map[string]bool{}
	for _, r := range ratings {
		have[string(r.Indicator)] = true
	}
	column, _ := tableOf[corpus.Rating]().Column("indicator")
	var out []corpus.Indicator
	for _, name := range column.Enum {
		if have[name] {
			out = append(out, corpus.Indicator(name))
		}
	}
	return out
}

func (s *site) commitmentView(c corpus.Commitment, ratings []corpus.Rating, indicators []corpus.Indicator, ids anchors) commitmentView {
	v := commitmentView{
		Anchor: ids.unique(commitmentAnchor(c.Number)), Number: c.Number, Title: c.Title, URL: evidenceURL(c.Evidence),
		Status: c.Status, Cluster: c.Cluster, Cells: make([]cellView, len(indicators)),
	}
	for _, r := range ratings {
		if r.CommitmentID == c.CommitmentID {
			i := slices.Index(indicators, r.Indicator)
			v.Cells[i] = cellView{s.pages.words.label("rating", r.Value), r.Label, toneClass(r), evidenceURL(r.Evidence)}
		}
	}
	return v
}

func (s *site) documentRow(d corpus.Document) documentRow {
	row := documentRow{
		Title: d.Title, URL: documentURL(d.DocumentID), Format: s.pages.words.format(d.MediaType), Text: s.pages.words.reading(d.TextStatus, d.MediaType), Language: d.Language, Pages: d.Pages,
		Captured: d.FirstCapturedAt,
	}
	if row.Title == "" {
		row.Title, row.Language = s.pages.words.must("document.untitled", d.DocumentID), ""
	}
	return row
}

// anchors keeps the names of places on a page apart: two notes can have one number where a report numbers badly.
type anchors map[string]int

func (a anchors) unique(name string) string {
	a[name]++
	if n := a[name]; n > 1 {
		return fmt.Sprintf("%s--%d", name, n)
	}
	return name
}
