package extract

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/extract/report"
)

// putResults stores what was read and the rows of commitment pages, and returns the reports that it touches, sorted.
func putResults(ctx context.Context, tx *store.Tx, results []result) ([]corpus.ReportID, error) {
	touched := map[corpus.ReportID]bool{}
	for _, r := range results {
		id := r.reading.Document.DocumentID
		if r.keep {
			continue
		}
		before, err := tx.ReportOf(ctx, id)
		if err != nil {
			return nil, err
		}
		if r.reading.ReportID == "" && r.content != nil {
			// A file that does not name its report belongs to the one whose page offers it.
			r.reading.ReportID, err = tx.ReportOffering(ctx, corpus.TargetKey(r.url), r.reading.Document.Language)
			if err != nil {
				return nil, err
			}
		}
		if err := tx.PutDocument(ctx, r.reading, r.content); err != nil {
			return nil, err
		}
		if err := putLooseFindings(ctx, tx, r.reading); err != nil {
			return nil, err
		}
		touched[before], touched[r.reading.ReportID] = true, true
	}
	delete(touched, "")
	return composePages(ctx, tx, touched)
}

// composePages composes the touched commitments that have pages of their own and returns the reports that are left to compose,
// those on their plans among them, sorted.
func composePages(ctx context.Context, tx *store.Tx, touched map[corpus.ReportID]bool) ([]corpus.ReportID, error) {
	for _, id := range slices.Sorted(maps.Keys(touched)) {
		if !isPage(id) {
			continue
		}
		delete(touched, id)
		reports, err := composePage(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		for _, r := range reports {
			touched[r] = true
		}
	}
	return slices.Sorted(maps.Keys(touched)), nil
}

// putLooseFindings stores the findings of a document that belongs to no report.
func putLooseFindings(ctx context.Context, tx *store.Tx, d store.DocumentReading) error {
	var loose []corpus.Finding
	if d.ReportID == "" {
		loose = slices.Clone(d.Reading.Findings)
		for i := range loose {
			loose[i].SetID("")
		}
	}
	return tx.PutDocumentFindings(ctx, d.Document.DocumentID, uniqueFindings(loose))
}

// composeAtOnce is how many documents a report can have for its rows to be composed with each batch. A report of hundreds,
// such as every version of a page, would be composed again and again: it waits for the end of the run.
const composeAtOnce = 8

// composeOrPend composes a report's rows, or notes that this is to be done at the end of the run.
func composeOrPend(ctx context.Context, tx *store.Tx, id corpus.ReportID) (done bool, err error) {
	n, err := tx.CountReadings(ctx, id)
	if err != nil {
		return false, err
	}
	if n > composeAtOnce {
		return false, tx.SetPending(ctx, id, true)
	}
	return true, composeReport(ctx, tx, id)
}

// composePending composes the reports that wait, also those that a killed run left waiting.
func (s *Stage) composePending(ctx context.Context, stats *Stats) error {
	ids, err := s.Store.Pending(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		err := s.Store.Update(ctx, func(tx *store.Tx) error {
			if err := composeReport(ctx, tx, id); err != nil {
				return err
			}
			return tx.SetPending(ctx, id, false)
		})
		if err != nil {
			return err
		}
		stats.Reports++
	}
	return nil
}

// composeReport makes the rows of a report anew from the readings of its current documents.
func composeReport(ctx context.Context, tx *store.Tx, id corpus.ReportID) error {
	readings, err := tx.Readings(ctx, id)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(readings, func(d store.DocumentReading) bool { return d.Reading.Report != nil }) {
		return tx.DeleteReport(ctx, id)
	}
	r := compose(id, readings)
	if err := nameOfficial(ctx, tx, &r); err != nil {
		return err
	}
	return tx.PutReport(ctx, r)
}

// compose joins the readings of a report's documents into the report's rows, with every id set. The leading document is
// its web page, else the file that says most of it; what another document states again becomes a further place of the
// same row. The result depends on the documents alone, not on the order in which they came.
func compose(id corpus.ReportID, readings []store.DocumentReading) corpus.Reading {
	readings = slices.Clone(readings)
	slices.SortStableFunc(readings, leading)
	c := composer{id: id, out: corpus.Reading{Report: &corpus.Report{ReportID: id}}}
	for _, d := range readings {
		if d.Reading.Report != nil {
			c.facts(*d.Reading.Report)
		}
		c.out.Report.DocumentIDs = append(c.out.Report.DocumentIDs, d.Document.DocumentID)
		c.commitments(d.Reading)
		c.ratings(d.Reading)
		c.tallies(d.Reading)
		c.footnotes(d)
		for _, f := range d.Reading.Findings {
			f.SetID(id)
			c.out.Findings = append(c.out.Findings, f)
		}
	}
	for _, d := range readings {
		c.proseRatings(d.Reading)
	}
	c.out.Findings = uniqueFindings(c.out.Findings)
	return c.out
}

// leading orders documents: those that name the report first, web pages before files, more notes first, then by id.
func leading(a, b store.DocumentReading) int {
	rank := func(d store.DocumentReading) int {
		switch {
		case d.Reading.Report == nil:
			return 2
		case d.Document.MediaType != "text/html":
			return 1
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(rank(a), rank(b)),
		cmp.Compare(len(b.Reading.Footnotes), len(a.Reading.Footnotes)),
		cmp.Compare(a.Document.DocumentID, b.Document.DocumentID),
	)
}

// composer joins the readings of one report.
type composer struct {
	id  corpus.ReportID
	out corpus.Reading
}

// facts takes the facts that no document before stated.
func (c *composer) facts(r corpus.Report) {
	to := c.out.Report
	to.Title = cmp.Or(to.Title, r.Title)
	to.Type = cmp.Or(to.Type, r.Type)
	to.Country = cmp.Or(to.Country, r.Country)
	to.CountryCode = cmp.Or(to.CountryCode, r.CountryCode)
	to.Locality = cmp.Or(to.Locality, r.Locality)
	to.PeriodStart = cmp.Or(to.PeriodStart, r.PeriodStart)
	to.PeriodEnd = cmp.Or(to.PeriodEnd, r.PeriodEnd)
	to.ActionPlanNumber = cmp.Or(to.ActionPlanNumber, r.ActionPlanNumber)
	to.ActionPlanID = cmp.Or(to.ActionPlanID, r.ActionPlanID)
	to.Language = cmp.Or(to.Language, r.Language)
	to.URL = cmp.Or(to.URL, r.URL)
	to.PublishedOn = cmp.Or(to.PublishedOn, r.PublishedOn)
	to.PublicComment = to.PublicComment || r.PublicComment
	if to.CommitmentsTotal == nil {
		to.CommitmentsTotal = r.CommitmentsTotal
	}
	for _, u := range r.Downloads {
		if !slices.Contains(to.Downloads, u) {
			to.Downloads = append(to.Downloads, u)
		}
	}
}

func (c *composer) commitmentID(number string) string {
	return string(c.id) + "/" + number
}

func (c *composer) commitments(r corpus.Reading) {
	for _, n := range r.Commitments {
		n.ReportID, n.CommitmentID = c.id, c.commitmentID(n.Number)
		i := slices.IndexFunc(c.out.Commitments, func(o corpus.Commitment) bool { return o.CommitmentID == n.CommitmentID })
		if i < 0 {
			c.out.Commitments = append(c.out.Commitments, n)
			continue
		}
		o := &c.out.Commitments[i]
		if o.Title == "" && n.Title != "" { // the place that names the commitment is the better evidence
			o.Title, o.Evidence = n.Title, n.Evidence
		}
		o.OGPID = cmp.Or(o.OGPID, n.OGPID)
		o.Cluster = cmp.Or(o.Cluster, n.Cluster)
		o.Status = cmp.Or(o.Status, n.Status)
	}
}

// ratings adds the ratings that tables and lists print.
func (c *composer) ratings(r corpus.Reading) {
	for _, n := range r.Ratings {
		if n.Method == corpus.Prose {
			continue
		}
		n.ReportID, n.CommitmentID = c.id, c.commitmentID(n.Number)
		n.RatingID = n.CommitmentID + "/" + string(n.Indicator)
		if !slices.ContainsFunc(c.out.Commitments, func(o corpus.Commitment) bool { return o.CommitmentID == n.CommitmentID }) {
			c.out.Commitments = append(c.out.Commitments, corpus.Commitment{
				CommitmentID: n.CommitmentID, ReportID: c.id, Number: n.Number, Evidence: n.Evidence,
			})
		}
		i := slices.IndexFunc(c.out.Ratings, func(o corpus.Rating) bool { return o.RatingID == n.RatingID })
		if i < 0 {
			c.out.Ratings = append(c.out.Ratings, n)
			continue
		}
		o := &c.out.Ratings[i]
		if o.Value == n.Value {
			o.OtherEvidence = append(o.OtherEvidence, n.Place())
			continue
		}
		f := corpus.Finding{
			Rule: corpus.RuleRatingContradicted, Severity: corpus.Error, Evidence: o.Evidence, OtherEvidence: []corpus.Place{n.Place()},
			Message: fmt.Sprintf("Commitment %s is rated %s on %s in one place and %s in another.", n.Number, o.Value, n.Indicator, n.Value),
		}
		f.SetID(c.id)
		c.out.Findings = append(c.out.Findings, f)
	}
}

// proseRatings adds the ratings that sentences state, behind those of every table: what a table says too is a further place of
// its rating, what it says otherwise a finding, and a number that no table has where there are any is another plan's.
func (c *composer) proseRatings(r corpus.Reading) {
	for _, n := range r.Ratings {
		if n.Method != corpus.Prose {
			continue
		}
		n.ReportID, n.CommitmentID = c.id, c.commitmentID(n.Number)
		n.RatingID = n.CommitmentID + "/" + string(n.Indicator)
		i := slices.IndexFunc(c.out.Ratings, func(o corpus.Rating) bool { return o.RatingID == n.RatingID })
		switch {
		case i >= 0 && c.out.Ratings[i].Value == n.Value:
			c.out.Ratings[i].OtherEvidence = append(append(c.out.Ratings[i].OtherEvidence, n.Place()), n.OtherEvidence...)
		case i >= 0:
			f := report.SaidOtherwise(c.out.Ratings[i], n.Value, n.Evidence)
			f.SetID(c.id)
			c.out.Findings = append(c.out.Findings, f)
		case c.knows(n):
			c.out.Ratings = append(c.out.Ratings, n)
		}
	}
}

// knows reports whether the commitment that a sentence rates is one of the report's. Where the report lists none, it is added.
func (c *composer) knows(n corpus.Rating) bool {
	if slices.ContainsFunc(c.out.Commitments, func(o corpus.Commitment) bool { return o.CommitmentID == n.CommitmentID }) {
		return true
	}
	if slices.ContainsFunc(c.out.Ratings, func(o corpus.Rating) bool { return o.Method != corpus.Prose }) {
		return false
	}
	c.out.Commitments = append(c.out.Commitments, corpus.Commitment{CommitmentID: n.CommitmentID, ReportID: c.id, Number: n.Number, Evidence: n.Evidence})
	return true
}

func (c *composer) tallies(r corpus.Reading) {
	for _, n := range r.Tallies {
		n.SetID(c.id)
		i := slices.IndexFunc(c.out.Tallies, func(o corpus.Tally) bool { return o.TallyID == n.TallyID })
		if i < 0 {
			c.out.Tallies = append(c.out.Tallies, n)
			continue
		}
		o := &c.out.Tallies[i]
		o.OtherEvidence = append(append(o.OtherEvidence, n.Place()), n.OtherEvidence...)
		if len(o.CommitmentNumbers) == 0 {
			o.CommitmentNumbers = n.CommitmentNumbers
		}
	}
}

// footnotes adds the notes of a document with their citations. A note that a document before has with the same number and
// the same words is the same note. When the numbers clash otherwise, the document's notes are a sequence of their own, and
// the document names their section.
func (c *composer) footnotes(d store.DocumentReading) {
	notes, cites := d.Reading.Footnotes, d.Reading.Citations
	own := slices.ContainsFunc(notes, func(n corpus.Footnote) bool {
		o := c.noteAt(c.footnoteID("", n))
		return o != nil && !sameWords(o.Text, n.Text)
	})
	prefix := ""
	if own {
		prefix = string(d.Document.DocumentID)
	}
	added := map[string]string{} // local key -> id
	for _, n := range notes {
		id := c.footnoteID(prefix, n)
		key := corpus.NoteKey(n.Section, n.Number)
		if c.noteAt(id) != nil {
			continue
		}
		added[key] = id
		n.FootnoteID, n.ReportID = id, c.id
		if own {
			n.Section = strings.TrimSuffix(prefix+"."+n.Section, ".")
		}
		c.out.Footnotes = append(c.out.Footnotes, n)
	}
	for _, n := range cites {
		id, ok := added[n.FootnoteID]
		if !ok {
			continue
		}
		n.FootnoteID, n.ReportID = id, c.id
		n.CitationID = id + "/" + strconv.Itoa(n.Ordinal)
		c.out.Citations = append(c.out.Citations, n)
	}
}

func (c *composer) footnoteID(prefix string, n corpus.Footnote) string {
	key := corpus.NoteKey(n.Section, n.Number)
	if prefix != "" {
		key = prefix + "." + key
	}
	return string(c.id) + "/fn/" + key
}

func (c *composer) noteAt(id string) *corpus.Footnote {
	for i := range c.out.Footnotes {
		if c.out.Footnotes[i].FootnoteID == id {
			return &c.out.Footnotes[i]
		}
	}
	return nil
}

// sameWords reports whether two texts are the same but for white space and case: one note in two files.
func sameWords(a, b string) bool {
	squeeze := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }
	return squeeze(a) == squeeze(b)
}

func uniqueFindings(all []corpus.Finding) []corpus.Finding {
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(f corpus.Finding) bool {
		twice := seen[f.FindingID]
		seen[f.FindingID] = true
		return twice
	})
}
