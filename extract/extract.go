// Package extract turns archived payloads into records: it reads each document into blocks with the reader for its media
// type, recognises structure and records in them, composes the records of a report from all of its documents, and stores
// the lot together with its cursor, so that a stage that was killed goes on where it stopped.
//
// It does not fetch anything and does not know the web: payloads come from the archive by digest, and a citation that it
// finds becomes an address to fetch through the store. A document that cannot be read is stored with a code and a reason;
// only faults of our own stop a run.
package extract

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// Version names this version of the stage. Raising it makes every document be read again.
const Version = "extract/3"

// A batch is read and stored in one transaction. A kill costs at most two batches of work.
const (
	batchSize  = 64
	batchBytes = 16 << 20
)

// Archive gives payloads by digest.
type Archive interface {
	// Payload returns a payload and the Content-Type that came with it, "" when none did. The error is a
	// *corpus.ReadError when the archive's record is damaged; any other stops the run.
	Payload(ctx context.Context, d corpus.Digest) (body []byte, contentType string, err error)
}

// Stage reads what arrived in the store since it last ran.
type Stage struct {
	Store    *store.Store
	Archive  Archive
	PDF      PDFReader     // reads PDFs outside this process; nil leaves them unsupported
	Pictures PictureReader // reads picture files outside this process; nil leaves them unsupported
	Office   OfficeReader  // reads office files outside this process; nil leaves them unsupported
	Log      *slog.Logger
	Workers  int                  // documents read at once; 0 means one for each processor
	Tools    func() []corpus.Tool // returns those that are there: what was read without them is read again; nil for none

	// OnDocument, when set, is told of each document after it was stored, in order.
	OnDocument func(Progress)
}

// Progress tells of one document that is done.
type Progress struct {
	Document corpus.Document
	ReportID corpus.ReportID
}

// Stats counts what a run did.
type Stats struct {
	Documents int // read
	Failed    int // of these, documents that could not be read
	Skipped   int // captures of documents that were read before
	Reports   int // composed
	Checked   int // citations
}

// Run reads every capture that arrived since the stage's cursor. A document that cannot be read counts as failed and does
// not stop the run.
func (s *Stage) Run(ctx context.Context) (Stats, error) {
	var stats Stats
	cursor, err := s.Store.Cursor(ctx, Version)
	if err != nil {
		return stats, err
	}
	reading, stop := context.WithCancel(ctx)
	defer stop()
	batches := make(chan batch)
	go s.readAll(reading, cursor, batches)
	for b := range batches {
		if err == nil {
			err = b.err
		}
		if err != nil {
			stop()
			continue // until the reader has seen it
		}
		stats.Skipped += b.skipped
		err = s.finish(ctx, b.results, b.last, &stats)
	}
	for _, step := range []func(context.Context, *Stats) error{s.readLacking, s.composePending, s.group, s.check} {
		if err == nil {
			err = step(ctx, &stats)
		}
	}
	return stats, err
}

// batch is what was read of a stretch of arrivals.
type batch struct {
	results []result
	last    int64 // seq of the last arrival
	skipped int
	err     error // that ended the reading
}

// readAll reads what arrived after the cursor, batch by batch, so that one is read while the one before is stored. It
// closes the channel at its end.
func (s *Stage) readAll(ctx context.Context, cursor int64, to chan<- batch) {
	defer close(to)
	for {
		arrived, err := s.Store.Arrivals(ctx, cursor, batchSize)
		if err == nil && len(arrived) == 0 {
			return
		}
		var b batch
		if err == nil {
			b, err = s.readBatch(ctx, arrived)
		}
		b.err = err
		select {
		case to <- b:
		case <-ctx.Done():
			return
		}
		if err != nil {
			return
		}
		cursor = b.last
	}
}

// readBatch reads arrivals in order, as many as are not too much to hold at once.
func (s *Stage) readBatch(ctx context.Context, arrived []store.Arrival) (b batch, err error) {
	var sources []source
	seen := map[corpus.DocumentID]bool{}
	bytes := int64(0)
	for _, a := range arrived {
		src, fresh, err := s.fresh(ctx, a.Capture.DocumentID, seen)
		if err != nil {
			return b, err
		}
		if bytes += src.document.Bytes; fresh && bytes > batchBytes && len(sources) > 0 {
			break
		}
		b.last = a.Seq
		if !fresh {
			b.skipped++
			continue
		}
		sources = append(sources, src)
	}
	b.results = s.read(ctx, sources)
	return b, nil
}

// Again reads a document, the current documents of a report, or the page of a commitment (ogp/ID) anew, whatever was read before. The error wraps
// [ErrNotStored] when there is no such document or report.
func (s *Stage) Again(ctx context.Context, id string) (Stats, error) {
	var stats Stats
	ids, err := s.documentsOf(ctx, id)
	if err != nil {
		return stats, err
	}
	var sources []source
	for _, id := range ids {
		src, err := s.source(ctx, id)
		if err != nil {
			return stats, err
		}
		sources = append(sources, src)
	}
	err = s.finish(ctx, s.read(ctx, sources), 0, &stats)
	for _, step := range []func(context.Context, *Stats) error{s.composePending, s.group, s.check} {
		if err == nil {
			err = step(ctx, &stats)
		}
	}
	return stats, err
}

// ErrNotStored is wrapped when something is asked for that the store does not hold.
var ErrNotStored = errors.New("not in the store")

func (s *Stage) documentsOf(ctx context.Context, id string) ([]corpus.DocumentID, error) {
	r, ok, err := store.Get[corpus.Report](ctx, s.Store, id)
	if err != nil {
		return nil, err
	}
	if ok {
		return r.DocumentIDs, nil
	}
	c, ok, err := store.Get[corpus.Commitment](ctx, s.Store, id)
	if err != nil {
		return nil, err
	}
	if ok && c.ReportID == "" { // it has a page of its own
		return []corpus.DocumentID{c.DocumentID}, nil
	}
	_, ok, err = store.Get[corpus.Document](ctx, s.Store, id)
	if err == nil && !ok {
		err = fmt.Errorf("report, document or commitment page %s: %w", id, ErrNotStored)
	}
	return []corpus.DocumentID{corpus.DocumentID(id)}, err
}

// source is a document to read, with the address that it is read under.
type source struct {
	document corpus.Document
	capture  corpus.Capture
}

// basis is what a reading of the source is of.
func (s source) basis() string { return Version + " " + string(s.capture.URL) }

// fresh returns a document as a source, and whether it must be read: it was not read before under the same address, nor
// does it stand in the batch already.
func (s *Stage) fresh(ctx context.Context, id corpus.DocumentID, seen map[corpus.DocumentID]bool) (source, bool, error) {
	if seen[id] {
		return source{}, false, nil
	}
	seen[id] = true
	src, err := s.source(ctx, id)
	if err != nil {
		return src, false, err
	}
	basis, err := s.Store.Basis(ctx, id)
	return src, basis != src.basis(), err
}

// source chooses the capture that a document is read under: a report's own page or file before an import, that before a
// citation, the first of its kind. The choice depends on the captures alone, not on when the stage ran.
func (s *Stage) source(ctx context.Context, id corpus.DocumentID) (source, error) {
	document, ok, err := store.Get[corpus.Document](ctx, s.Store, string(id))
	if err != nil {
		return source{}, err
	}
	if !ok {
		return source{}, fmt.Errorf("document %s: %w", id, ErrNotStored)
	}
	captures, err := store.List[corpus.Capture](ctx, s.Store, `WHERE document_id = ?
		ORDER BY CASE role WHEN 'report' THEN 0 WHEN 'imported' THEN 1 ELSE 2 END, seq LIMIT 1`, id)
	if err != nil {
		return source{}, err
	}
	if len(captures) == 0 {
		return source{}, fmt.Errorf("captures of %s: %w", id, ErrNotStored)
	}
	return source{document: document, capture: captures[0]}, nil
}

// read reads the sources, several at once, and returns the results in the order of the sources.
func (s *Stage) read(ctx context.Context, sources []source) []result {
	workers := s.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	results := make([]result, len(sources))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(workers, len(sources)) {
		wg.Go(func() {
			for i := range next {
				results[i] = s.readOne(ctx, sources[i])
			}
		})
	}
	for i := range sources {
		next <- i
	}
	close(next)
	wg.Wait()
	return results
}

// finish stores results, the reports that they touch and the cursor (unless it is 0) in one transaction.
func (s *Stage) finish(ctx context.Context, results []result, cursor int64, stats *Stats) error {
	if err := ctx.Err(); err != nil {
		return err // stopped while reading: nothing of the batch counts
	}
	for _, r := range results {
		if r.fault != nil {
			return r.fault
		}
	}
	reports := 0
	err := s.Store.Update(ctx, func(tx *store.Tx) error {
		touched, err := putResults(ctx, tx, results)
		if err != nil {
			return err
		}
		for _, id := range touched {
			done, err := composeOrPend(ctx, tx, id)
			if err != nil {
				return err
			}
			if done {
				reports++
			}
		}
		if cursor == 0 {
			return nil
		}
		return tx.SetCursor(ctx, Version, cursor)
	})
	if err != nil {
		return err
	}
	stats.Reports += reports
	for _, r := range results {
		stats.Documents++
		if r.reading.Document.ErrorCode != "" {
			stats.Failed++
			s.Log.Warn("document not read", "document", r.reading.Document.DocumentID, "url", r.url, "code", r.reading.Document.ErrorCode, "reason", r.reading.Document.Error)
		}
		if s.OnDocument != nil {
			s.OnDocument(Progress{Document: r.reading.Document, ReportID: r.reading.ReportID})
		}
	}
	return nil
}
