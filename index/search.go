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
// index was closed, and the context's when that ended.
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

func (ix *Index) collect(ctx context.Context, c *collector, clauses []clause) (marks, error) {
	p, err := ix.newPlan(ctx, clauses)
	if err != nil {
		return marks{}, fmt.Errorf("search: %w", err)
	}
	if err := errors.Join(p.match(ctx, c.keep, c.hit), p.close()); err != nil {
		return marks{}, fmt.Errorf("search: %w", err)
	}
	return p.marks, nil
}

// hits makes the hits of a page. The snippets are cut document by document, so that each text is read once.
func (ix *Index) hits(ctx context.Context, page []scoredEntry, m marks) ([]Hit, error) {
	out := make([]Hit, len(page))
	byDocument := make([]int, len(page))
	for i, e := range page {
		var err error
		if out[i], err = ix.hitOf(e); err != nil {
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
		out[i].Snippet = m.snippet(ix.facts[ix.factOf[page[i].n]].language, found)
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
