package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"

	"github.com/irmtrail/irmtrail/corpus"
)

// showRecords prints every row that was read in a document, or on one of its pages, table by table, as
// {"table": ..., "row": ...}.
func (s subject) showRecords(ctx context.Context) error {
	if s.page > 0 {
		if _, err := s.content(ctx); err != nil { // it says that there is no such page
			return err
		}
	}
	w := s.rows()
	for _, show := range []func() error{
		func() error { return showTable[corpus.Document](ctx, w, s.store, "documents", "document_id", s.id) },
		func() error { return showTable[corpus.Commitment](ctx, w, s.store, "commitments", "document_id", s.id) },
		func() error { return showTable[corpus.Rating](ctx, w, s.store, "ratings", "document_id", s.id) },
		func() error { return showTable[corpus.Tally](ctx, w, s.store, "tallies", "document_id", s.id) },
		func() error { return s.noteRecords(ctx) },
		func() error { return showTable[corpus.Minutes](ctx, w, s.store, "minutes", "document_id", s.id) },
		func() error { return showTable[corpus.Finding](ctx, w, s.store, "findings", "document_id", s.id) },
	} {
		if err := show(); err != nil {
			return err
		}
	}
	return nil
}

// noteRecords prints the footnotes and citations that were read in a document, as showRecords does.
func (s subject) noteRecords(ctx context.Context) error {
	err := showTable[corpus.Footnote](ctx, s.rows(), s.store, "footnotes", "document_id", s.id)
	if err != nil {
		return err
	}
	return showTable[corpus.Citation](ctx, s.rows(), s.store, "citations", "source_document_id", s.id)
}

// rows is where rows are printed: all of them, or those of one page.
func (s subject) rows() io.Writer {
	if s.page == 0 {
		return s.out
	}
	return onlyPage{s.out, s.page}
}

// onlyPage lets those of the lines {"table": ..., "row": ...} through, one at each Write, whose row is of a page.
type onlyPage struct {
	w    io.Writer
	page int
}

func (o onlyPage) Write(line []byte) (int, error) {
	var l struct {
		Row struct {
			Page int `json:"page"`
		} `json:"row"`
	}
	if err := json.Unmarshal(bytes.TrimSpace(line), &l); err != nil {
		return 0, err
	}
	if l.Row.Page != o.page {
		return len(line), nil
	}
	return o.w.Write(line)
}
