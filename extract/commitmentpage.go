package extract

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/extract/report"
)

// composePage makes the rows of a commitment with pages of its own anew, and returns the reports on its plan, whose
// commitments may name it.
func composePage(ctx context.Context, tx *store.Tx, id corpus.ReportID) ([]corpus.ReportID, error) {
	readings, err := tx.Readings(ctx, id)
	if err != nil {
		return nil, err
	}
	r := joinPages(readings)
	if err := tx.PutCommitmentPage(ctx, string(id), r); err != nil {
		return nil, err
	}
	if len(r.Commitments) == 0 || r.Commitments[0].Number == "" || r.Commitments[0].PeriodStart == 0 {
		return nil, nil
	}
	return tx.ReportsOfPlan(ctx, r.Commitments[0])
}

// joinPages joins what the pages of one commitment say, one for each language: the page with more ratings leads, what
// another states again is a further place, and what it states otherwise is a finding. The result depends on the documents
// alone.
func joinPages(readings []store.DocumentReading) corpus.Reading {
	readings = slices.Clone(readings)
	slices.SortStableFunc(readings, func(a, b store.DocumentReading) int {
		return cmp.Or(cmp.Compare(len(b.Reading.Ratings), len(a.Reading.Ratings)), cmp.Compare(a.Document.DocumentID, b.Document.DocumentID))
	})
	var out corpus.Reading
	for _, d := range readings {
		for _, c := range d.Reading.Commitments {
			if len(out.Commitments) == 0 {
				out.Commitments = append(out.Commitments, c)
				continue
			}
			completePage(&out.Commitments[0], c)
		}
		for _, n := range d.Reading.Ratings {
			joinRating(&out, n)
		}
		for _, f := range d.Reading.Findings {
			f.SetID("")
			out.Findings = append(out.Findings, f)
		}
	}
	for i := range out.Ratings {
		out.Ratings[i].Number = out.Commitments[0].Number
	}
	out.Findings = uniqueFindings(out.Findings)
	return out
}

// completePage takes the facts that no page before stated.
func completePage(to *corpus.Commitment, c corpus.Commitment) {
	to.Number = cmp.Or(to.Number, c.Number)
	to.Title = cmp.Or(to.Title, c.Title)
	to.Status = cmp.Or(to.Status, c.Status)
	if to.CountryCode == "" {
		to.Country, to.CountryCode, to.Locality = c.Country, c.CountryCode, c.Locality
	}
	if to.PeriodStart == 0 && to.CountryCode == c.CountryCode {
		to.ActionPlan, to.PeriodStart, to.PeriodEnd = c.ActionPlan, c.PeriodStart, c.PeriodEnd
	}
}

func joinRating(out *corpus.Reading, n corpus.Rating) {
	i := slices.IndexFunc(out.Ratings, func(o corpus.Rating) bool { return o.RatingID == n.RatingID })
	if i < 0 {
		out.Ratings = append(out.Ratings, n)
		return
	}
	o := &out.Ratings[i]
	if o.Value == n.Value {
		o.OtherEvidence = append(append(o.OtherEvidence, n.Place()), n.OtherEvidence...)
		return
	}
	f := corpus.Finding{
		Rule: corpus.RuleRatingContradicted, Severity: corpus.Warning, Evidence: o.Evidence, OtherEvidence: []corpus.Place{n.Place()},
		Message: fmt.Sprintf("Commitment %s is rated %s on %s on one page and %s on another.", out.Commitments[0].OGPID, o.Value, n.Indicator, n.Value),
	}
	f.SetID("")
	out.Findings = append(out.Findings, f)
}

// nameOfficial gives the commitments of a report the official ids of the pages that state the report's plan and the
// commitment's number. Where two pages state one number, neither is taken.
func nameOfficial(ctx context.Context, tx *store.Tx, r *corpus.Reading) error {
	if r.Report.CountryCode == "" || r.Report.PeriodStart == 0 {
		return nil
	}
	pages, err := tx.CommitmentPages(ctx, *r.Report)
	if err != nil {
		return err
	}
	ids := map[string]string{}
	for _, p := range pages {
		if _, twice := ids[p.Number]; twice {
			ids[p.Number] = ""
			continue
		}
		ids[p.Number] = p.OGPID
	}
	for i := range r.Commitments {
		c := &r.Commitments[i]
		c.OGPID = cmp.Or(c.OGPID, ids[c.Number])
	}
	return nil
}

// isPage reports whether rows to compose are those of a commitment with pages of its own.
func isPage(id corpus.ReportID) bool { return report.IsCommitmentKey(string(id)) }
