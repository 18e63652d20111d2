package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// subject is a document that is shown, and how.
type subject struct {
	*app
	showing
	store   *store.Store
	id      corpus.DocumentID
	readers *readers
}

// show prints or draws the step.
func (s subject) show(ctx context.Context) error {
	switch {
	case s.png != "":
		return s.draw(ctx)
	case s.step == "payload":
		body, err := s.payload(ctx)
		if err != nil {
			return err
		}
		_, err = s.out.Write(body)
		return err
	case s.step == "records":
		return s.showRecords(ctx)
	case s.step == "glyphs", s.step == "words", s.step == "lines":
		return s.showPages(ctx)
	}
	c, err := s.content(ctx)
	if err != nil {
		return err
	}
	switch s.step {
	case "text":
		return s.showText(c)
	case "notes":
		return s.showNotes(ctx, c)
	case "tables":
		return s.showTables(ctx, c)
	}
	return s.showBlocks(c)
}

// showFile shows a file: its pages at once, the rest as add and extract would read it, in a data folder that is thrown away.
func (a *app) showFile(ctx context.Context, w showing, r *readers) (err error) {
	payload, err := readFile(w.name)
	if err != nil {
		return err
	}
	if w.step == "capture" {
		return fmt.Errorf("a file that is not archived has no captures: irmtrail add %s", w.name)
	}
	dir, err := os.MkdirTemp("", "irmtrail-show-")
	if err != nil {
		return err
	}
	defer closing(&err, func() error { return os.RemoveAll(dir) })
	aside := *a
	aside.set.Data = dir
	aside.log = slog.New(slog.DiscardHandler) // what is wrong with the file is said when it is shown
	return aside.writing(ctx, "show", func(s *store.Store, archive *warc.Archive) error {
		got, err := ingest.Crawler{Archive: archive, Records: s}.Import(ctx, ingest.File{Name: w.name, Payload: payload})
		if err == nil && w.recognised() {
			err = aside.extractAll(ctx, s, archive, r)
		}
		if err != nil {
			return err
		}
		return subject{app: &aside, showing: w, store: s, id: corpus.DocumentIDOf(got.Payload), readers: r}.show(ctx)
	})
}

// extractAll reads what waits to be read, with the processes that its pages are looked at with afterwards.
func (a *app) extractAll(ctx context.Context, s *store.Store, archive *warc.Archive, r *readers) error {
	_, err := a.extractStage(s, archive.Reader, r).Run(ctx)
	return err
}

// recognised reports whether the step shows what extract made of the document.
func (w showing) recognised() bool {
	switch w.step {
	case "payload", "glyphs", "words":
		return false
	}
	return true
}

// content returns the document's content as it was extracted.
func (s subject) content(ctx context.Context) (*corpus.Content, error) {
	c, ok, err := s.store.Content(ctx, s.id)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, s.noContent(ctx)
	}
	if len(c.Pages) == 0 && s.page > 0 {
		return nil, fmt.Errorf("%s is a web page, which has no pages: leave out --page", s.name)
	}
	return c, s.checkPage(len(c.Pages))
}

// checkPage refuses a page that the document does not have.
func (s subject) checkPage(pages int) error {
	if s.page > pages {
		return fmt.Errorf("%s has no page %d: it has %s", s.name, s.page, plural(pages, "page"))
	}
	return nil
}

// noContent says why there is no content.
func (s subject) noContent(ctx context.Context) error {
	d, _, err := store.Get[corpus.Document](ctx, s.store, string(s.id))
	if err != nil {
		return err
	}
	if d.TextStatus == "" {
		return fmt.Errorf("%s was not read yet: run irmtrail extract", s.name)
	}
	return fmt.Errorf("%s has no text (%s, %s: %s)", s.name, d.TextStatus, d.ErrorCode, d.Error)
}

// payload returns the document's bytes.
func (s subject) payload(ctx context.Context) ([]byte, error) {
	return payloads{s.store, s.archiveReader()}.Original(ctx, s.id)
}

// showCaptures prints every attempt to get a document or an address, also those that brought nothing.
func (a *app) showCaptures(ctx context.Context, s *store.Store, name string) error {
	id, notFound := documentFor(ctx, s, name)
	rows, err := store.List[corpus.Capture](ctx, s, "WHERE document_id = ?1 OR target = ?2 ORDER BY seq", id, corpus.TargetKey(corpus.URL(name)))
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return notFound
	}
	return printRows(a.out, rows)
}

// errNoDocument says that a name means nothing here.
var errNoDocument = errors.New("is no file, document, report or captured address here (see: irmtrail status)")

// documentFor finds the document that a user names by document id, report id or address.
func documentFor(ctx context.Context, s *store.Store, name string) (corpus.DocumentID, error) {
	if d, ok, err := store.Get[corpus.Document](ctx, s, name); err != nil || ok {
		return d.DocumentID, err
	}
	r, ok, err := store.Get[corpus.Report](ctx, s, name)
	if err != nil {
		return "", err
	}
	if ok && len(r.DocumentIDs) > 0 {
		return r.DocumentIDs[0], nil
	}
	if c, ok, err := store.Get[corpus.Commitment](ctx, s, name); err != nil || ok {
		return c.DocumentID, err
	}
	c, ok, err := s.LastCapture(ctx, corpus.TargetKey(corpus.URL(name)))
	if err != nil {
		return "", err
	}
	if ok && c.DocumentID != "" {
		return c.DocumentID, nil
	}
	return "", fmt.Errorf("%s %w", name, errNoDocument)
}
