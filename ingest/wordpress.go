package ingest

import (
	"net/http"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/discover"
	"github.com/irmtrail/irmtrail/ingest/frontier"
)

// wholeWalk is the age of the last walk over everything after which another is made: one over what changed does not show
// what was missed or moved.
const wholeWalk = 30 * day

// collectionSeed returns the first address of a walk over a collection of WordPress: what finds the term, or the first
// page. A collection that was walked whole not long ago is asked for what changed since.
func (r *run) collectionSeed(s Source, before frontier.Walked) (corpus.URL, error) {
	w := r.walk(s.Name)
	w.part = !before.Newest.IsZero() && r.started.Sub(before.At) < wholeWalk
	if w.part {
		w.after = before.Newest
	}
	if s.Term != (Term{}) {
		return discover.WordPress{Seed: s.Seed}.Lookup(s.Term.Taxonomy, s.Term.Slug)
	}
	return discover.WordPress{Seed: s.Seed, After: w.after}.Page(1)
}

// leadWordPress leads from the answer that finds the term to the first page of the collection, and from a page to its
// items and the next page.
func (v *visit) leadWordPress(s Source, t *taken, payload []byte) ([]frontier.Entry, error) {
	status, header := http.StatusOK, http.Header{}
	if t.result != nil {
		status, header = t.result.Status, t.result.Header
		if payload == nil {
			payload = t.result.Payload
		}
	}
	if status == http.StatusNotModified {
		status = http.StatusOK
	}
	if t.result == nil || status == 0 || status >= http.StatusInternalServerError {
		v.stopWalk(t)
		return nil, nil
	}
	c := discover.ReadWordPress(status, header, payload, v.entry.URL)
	w := v.walk(s.Name)
	lookup, err := discover.WordPress{Seed: s.Seed}.Lookup(s.Term.Taxonomy, s.Term.Slug)
	switch {
	case c.Answer == discover.AnswerPastEnd:
		return nil, nil
	case c.Answer != discover.AnswerItems:
		w.fail()
		v.problem(BadAPI, c.Message)
		return nil, nil
	case s.Term != (Term{}) && err == nil && corpus.TargetKey(lookup) == v.entry.Key:
		return v.leadTerm(s, c)
	}
	first := v.entry.Depth == 0 || s.Term != (Term{}) && v.entry.Depth == 1
	found, fresh := v.listed(s, c.Items)
	if len(found) == 0 && first && !w.part {
		v.problem(ListingEmpty, "The collection leads to nothing in scope.")
	}
	if c.Next == "" || c.Pages < 0 && fresh == 0 {
		return found, nil
	}
	return v.goOn(found, c.Next, maxPages), nil
}

func (v *visit) leadTerm(s Source, c discover.Collection) ([]frontier.Entry, error) {
	w := v.walk(s.Name)
	ids := c.Terms(s.Term.Slug)
	if len(ids) == 0 {
		w.fail()
		v.problem(BadAPI, "The site has no "+s.Term.Taxonomy+" with the slug "+s.Term.Slug+".")
		return nil, nil
	}
	first, err := discover.WordPress{Seed: s.Seed, Terms: map[string][]string{s.Term.Taxonomy: ids}, After: w.after}.Page(1)
	if err != nil {
		return nil, err
	}
	return v.goOn(nil, first, maxPages), nil
}
