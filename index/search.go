package index

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// Search answers a query. Hits come best first, those of equal score in the order of the index: reports by id, in each
// its passages, footnotes and commitments. The error is a *[QueryError] when the query is at fault, [ErrClosed] when the
// index was closed, and the context's when that ended; it wraps [ErrDamaged] when the files cannot be read any more.
func (ix *Index) Search(ctx context.Context, q Query) (Result, error) {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	return ix.search(ctx, q)
}

// search is Search for callers that hold the lock.
func (ix *Index) search(ctx context.Context, q Query) (Result, error) {
	began := time.Now()
	if ix.closed {
		return Result{}, ErrClosed
	}
	if err := q.check(); err != nil {
		return Result{}, err
	}
	clauses, err := ix.analyzers.parse(q.Text)
	if err != nil {
		return Result{}, err
	}
	if err := damaged(unchanged(ix.files)); err != nil {
		return Result{}, fmt.Errorf("search: %w", err)
	}
	c := ix.newCollector(q)
	marks := newMarks(ix.analyzers)
	if len(clauses) > 0 || strings.TrimSpace(q.Text) == "" {
		if marks, err = ix.collect(ctx, c, clauses); err != nil {
			return Result{}, err
		}
	}
	r := Result{Total: c.total, Facets: c.facets()}
	if r.Hits, err = ix.hits(ctx, c.page(q.Offset), marks); err != nil {
		return Result{}, err
	}
	r.Took = time.Since(began)
	return r, nil
}

func (ix *Index) collect(ctx context.Context, c *collector, clauses []clause) (found marks, err error) {
	err = guarded(func() error {
		p, err := ix.newPlan(ctx, clauses)
		if err != nil {
			return err
		}
		found = p.marks
		return errors.Join(p.match(ctx, c.keep, c.hit), p.close())
	})
	if err != nil {
		return marks{}, fmt.Errorf("search: %w", err)
	}
	return found, nil
}

// hits makes the hits of a page. The snippets are cut document by document, so that each text is read once.
func (ix *Index) hits(ctx context.Context, page []scoredEntry, m marks) ([]Hit, error) {
	out := make([]Hit, len(page))
	byDocument := make([]int, len(page))
	for i, e := range page {
		if err := guarded(func() (err error) { out[i], err = ix.hitOf(e); return err }); err != nil {
			return nil, fmt.Errorf("read hit: %w", err)
		}
		byDocument[i] = i
	}
	slices.SortFunc(byDocument, func(a, b int) int { return cmp.Compare(out[a].DocumentID, out[b].DocumentID) })
	texts := &texts{store: ix.store}
	for _, i := range byDocument {
		found, err := texts.of(ctx, out[i])
		if err != nil {
			return nil, fmt.Errorf("snippet of %s: %w", out[i].ID, err)
		}
		language := ix.facts[ix.factOf[page[i].n]].language
		out[i].Snippet = m.snippet(language, found)
		out[i].TitleParts, out[i].SectionParts = m.whole(language, out[i].Title), m.whole(language, out[i].Section)
	}
	return out, nil
}

// hitOf reads what the index keeps of an entry.
func (ix *Index) hitOf(e scoredEntry) (Hit, error) {
	id, err := ix.reader.ExternalID(bleveindex.NewIndexInternalID(nil, e.n))
	if err != nil {
		return Hit{}, err
	}
	d, err := ix.reader.Document(id)
	if err != nil {
		return Hit{}, err
	}
	var at place
	d.VisitFields(func(f bleveindex.Field) {
		if f.Name() == fieldPlace {
			err = json.Unmarshal(f.Value(), &at)
		}
	})
	f := ix.facts[ix.factOf[e.n]]
	return Hit{
		Kind: f.kind, ID: id, Score: e.score, ReportID: f.report, DocumentID: at.Document,
		Title: at.Source, Section: at.Section, Page: at.Page, Start: at.Start, End: at.End,
	}, err
}
