package index

import (
	"context"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// unit is what is read from the store at a time: a report with its documents, a document of no report, or a commitment
// of no report.
type unit struct {
	report     corpus.ReportID
	documents  []corpus.DocumentID // a document of two reports is in the first of them
	commitment string
}

// units lists everything to index: reports, then other documents, then commitments of commitment pages, each by id.
func units(ctx context.Context, s *store.Store) ([]unit, error) {
	var out []unit
	taken := map[corpus.DocumentID]bool{}
	for r, err := range store.Rows[corpus.Report](ctx, s, "ORDER BY report_id") {
		if err != nil {
			return nil, err
		}
		u := unit{report: r.ReportID}
		for _, id := range r.DocumentIDs {
			if !taken[id] {
				u.documents = append(u.documents, id)
			}
			taken[id] = true
		}
		out = append(out, u)
	}
	for d, err := range store.Rows[corpus.Document](ctx, s, "WHERE text_status IN ('text', 'ocr') ORDER BY document_id") {
		if err != nil {
			return nil, err
		}
		if !taken[d.DocumentID] {
			out = append(out, unit{documents: []corpus.DocumentID{d.DocumentID}})
		}
	}
	for c, err := range store.Rows[corpus.Commitment](ctx, s, "WHERE report_id IS NULL ORDER BY commitment_id") {
		if err != nil {
			return nil, err
		}
		out = append(out, unit{commitment: c.CommitmentID})
	}
	return out, nil
}

// entries makes the entries of a unit, in an order that depends on the store alone.
func (u unit) entries(ctx context.Context, s *store.Store) ([]entry, error) {
	switch {
	case u.report != "":
		return reportEntries(ctx, s, u.report, u.documents)
	case u.commitment != "":
		return pageEntries(ctx, s, u.commitment)
	}
	return documentEntries(ctx, s, u.documents[0])
}

// maxYears is the longest plan whose every year counts: longer ones are misread.
const maxYears = 12

func reportFacts(r corpus.Report) facts {
	f := facts{country: r.CountryCode, typ: r.Type, language: r.Language.Base(), report: r.ReportID, from: r.PeriodStart, to: r.PeriodEnd}
	if f.from == 0 {
		f.from = f.to
	}
	if f.to < f.from || f.to > f.from+maxYears {
		f.to = f.from
	}
	return f
}

func reportEntries(ctx context.Context, s *store.Store, id corpus.ReportID, documents []corpus.DocumentID) ([]entry, error) {
	r, ok, err := store.Get[corpus.Report](ctx, s, string(id))
	if err != nil || !ok {
		return nil, err
	}
	b := &builder{store: s, facts: reportFacts(r), source: r.Title, report: true, outlines: map[corpus.DocumentID]outline{}}
	for _, d := range documents {
		if err := b.document(ctx, d); err != nil {
			return nil, err
		}
	}
	if err := b.footnotes(ctx, id); err != nil {
		return nil, err
	}
	if err := b.commitments(ctx, "WHERE report_id = ? ORDER BY commitment_id", string(id)); err != nil {
		return nil, err
	}
	return b.out, nil
}

func documentEntries(ctx context.Context, s *store.Store, id corpus.DocumentID) ([]entry, error) {
	if current, err := isCurrent(ctx, s, id); err != nil || !current {
		return nil, err
	}
	b := &builder{store: s, outlines: map[corpus.DocumentID]outline{}}
	if err := b.document(ctx, id); err != nil {
		return nil, err
	}
	return b.out, nil
}

func pageEntries(ctx context.Context, s *store.Store, id string) ([]entry, error) {
	b := &builder{store: s, outlines: map[corpus.DocumentID]outline{}}
	if err := b.commitments(ctx, "WHERE commitment_id = ?", id); err != nil {
		return nil, err
	}
	return b.out, nil
}

// isCurrent reports whether a document is what one of its addresses brought last: a page that changed leaves its older
// document in the store, which nobody wants to find. A document that was never captured is current.
func isCurrent(ctx context.Context, s *store.Store, id corpus.DocumentID) (bool, error) {
	captures, err := store.List[corpus.Capture](ctx, s, "WHERE document_id = ?", id)
	if err != nil {
		return false, err
	}
	seen := map[string]bool{}
	for _, c := range captures {
		target := corpus.TargetKey(c.URL)
		if seen[target] {
			continue
		}
		seen[target] = true
		last, ok, err := s.LastCapture(ctx, target)
		if err != nil {
			return false, err
		}
		if !ok || last.DocumentID == id {
			return true, nil
		}
	}
	return len(captures) == 0, nil
}

// builder makes the entries of one unit.
type builder struct {
	store    *store.Store
	facts    facts  // of the report; empty for other documents
	source   string // title of the report
	report   bool
	outlines map[corpus.DocumentID]outline
	out      []entry
}

func (b *builder) document(ctx context.Context, id corpus.DocumentID) error {
	d, ok, err := store.Get[corpus.Document](ctx, b.store, string(id))
	if err != nil || !ok {
		return err
	}
	c, ok, err := b.store.Content(ctx, id)
	if err != nil || !ok {
		return err
	}
	b.outlines[id] = outlineOf(c)
	f, source := b.facts, b.source
	f.kind = Passage
	if l := d.Language.Base(); l != "" {
		f.language = l
	}
	if source == "" {
		source = d.Title
	}
	for _, p := range passages(c, !b.report) {
		b.out = append(b.out, entry{
			id: "p/" + string(id) + "/" + strconv.Itoa(p.start), title: p.section, text: c.Text().Slice(p.start, p.end), facts: f,
			place: place{Document: id, Source: source, Section: p.section, Page: p.page, Start: p.start, End: p.end},
		})
	}
	return nil
}

func (b *builder) footnotes(ctx context.Context, id corpus.ReportID) error {
	f := b.facts
	f.kind = Footnote
	for n, err := range store.Rows[corpus.Footnote](ctx, b.store, "WHERE report_id = ? ORDER BY section, number, footnote_id", string(id)) {
		if err != nil {
			return err
		}
		at := place{Document: n.DocumentID, Source: b.source, Page: n.Page}
		at.Start, at.End = span(n.Evidence)
		section := at.Start
		if n.MarkerStart != nil {
			section = *n.MarkerStart
		}
		at.Section = b.outlines[n.DocumentID].at(section)
		b.out = append(b.out, entry{id: n.FootnoteID, text: n.Text, about: n.MarkerContext, facts: f, place: at})
	}
	return nil
}

func (b *builder) commitments(ctx context.Context, clause, id string) error {
	for c, err := range store.Rows[corpus.Commitment](ctx, b.store, clause, id) {
		if err != nil {
			return err
		}
		ratings, err := store.List[corpus.Rating](ctx, b.store, "WHERE commitment_id = ? ORDER BY rating_id", c.CommitmentID)
		if err != nil {
			return err
		}
		at := place{Document: c.DocumentID, Source: b.source, Page: c.Page}
		at.Start, at.End = span(c.Evidence)
		at.Section = b.outlines[c.DocumentID].at(at.Start)
		f := b.facts
		f.kind = Commitment
		if !b.report {
			if err := b.page(ctx, c, &f, &at); err != nil {
				return err
			}
		}
		e := entry{id: c.CommitmentID, title: c.Title, text: commitmentText(c, ratings), facts: f, place: at}
		if c.OGPID != "" {
			e.ids = append(e.ids, c.OGPID)
		}
		b.out = append(b.out, e)
	}
	return nil
}

// page takes the facts of a commitment of no report from its page.
func (b *builder) page(ctx context.Context, c corpus.Commitment, f *facts, at *place) error {
	kind := f.kind
	*f = reportFacts(corpus.Report{CountryCode: c.CountryCode, PeriodStart: c.PeriodStart, PeriodEnd: c.PeriodEnd})
	f.kind = kind
	d, ok, err := store.Get[corpus.Document](ctx, b.store, string(c.DocumentID))
	if err != nil || !ok {
		return err
	}
	f.language, at.Source = d.Language.Base(), d.Title
	return nil
}

// commitmentText returns what a commitment is found by and shown as: its name, and below it id, cluster, status and
// ratings, as the report prints them where it prints them.
func commitmentText(c corpus.Commitment, ratings []corpus.Rating) string {
	name := strings.TrimSuffix("Commitment "+c.Number+": "+c.Title, ": ")
	var parts []string
	for _, p := range []string{c.OGPID, c.Cluster, c.Status} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	for _, r := range ratings {
		label := r.Label
		if label == "" {
			label = words(r.Value)
		}
		parts = append(parts, words(string(r.Indicator))+": "+label)
	}
	return strings.TrimSpace(name + "\n" + strings.Join(parts, "; "))
}

// words writes a value of a scale as words: early_results, "early results".
func words(value string) string { return strings.ReplaceAll(value, "_", " ") }

func span(e corpus.Evidence) (start, end int) {
	if !e.Quoted() {
		return 0, 0
	}
	return *e.Start, *e.End
}
