package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/schema"
)

// Problem is something that does not hold in the store.
type Problem struct {
	Table   string
	Key     string
	Message string
}

// Error names the row and what is wrong with it.
func (p Problem) Error() string { return fmt.Sprintf("%s %s: %s", p.Table, p.Key, p.Message) }

// VerifyQuotes re-reads every quote of every row of every table and proves that the text between its offsets equals it.
// It returns the number of quotes that were checked and calls report for each that does not hold.
func (s *Store) VerifyQuotes(ctx context.Context, report func(Problem)) (checked int, err error) {
	s, err = s.Snapshot(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	v := verifier{store: s, report: report}
	for _, step := range []func(context.Context) error{
		verifyTable[corpus.Commitment](&v, "document_id"),
		verifyTable[corpus.Rating](&v, "document_id"),
		verifyTable[corpus.Tally](&v, "document_id"),
		verifyTable[corpus.Footnote](&v, "document_id"),
		verifyTable[corpus.Citation](&v, "source_document_id"),
		verifyTable[corpus.Minutes](&v, "document_id"),
		verifyTable[corpus.Finding](&v, "document_id"),
		v.markers,
		v.minutes,
		v.passages,
		v.database,
	} {
		if err := step(ctx); err != nil {
			return v.checked, err
		}
	}
	return v.checked, nil
}

// verifier keeps the text of one document at a time: rows come in order of document.
type verifier struct {
	store   *Store
	report  func(Problem)
	checked int
	id      corpus.DocumentID
	text    *corpus.Text // nil when the document has none
}

func (v *verifier) textOf(ctx context.Context, id corpus.DocumentID) (*corpus.Text, error) {
	if v.id == id {
		return v.text, nil
	}
	text, ok, err := v.store.Text(ctx, id)
	if err != nil {
		return nil, err
	}
	if !ok {
		text = nil
	}
	v.id, v.text = id, text
	return text, nil
}

func verifyTable[T any](v *verifier, documentColumn string) func(context.Context) error {
	table := tableOf[T]()
	at := func(name string) schema.Column { c, _ := table.Column(name); return c }
	document, start, end, quote, other := at(documentColumn), at("start"), at("end"), at("quote"), at("other_evidence")
	return func(ctx context.Context) error {
		for row, err := range Rows[T](ctx, v.store, "ORDER BY "+documentColumn+", "+table.KeyColumn().Name) {
			if err != nil {
				return err
			}
			key, _ := table.KeyColumn().Text(&row)
			id, _ := document.Value(&row).(string)
			from, hasFrom := start.Value(&row).(int64)
			to, hasTo := end.Value(&row).(int64)
			words, hasWords := quote.Value(&row).(string)
			switch {
			case hasFrom != hasTo || hasFrom != hasWords:
				v.report(Problem{table.Name, key, "start, end and quote must be there together"})
			case hasFrom:
				p := corpus.Place{DocumentID: corpus.DocumentID(id), Start: int(from), End: int(to), Quote: words}
				if err := v.place(ctx, table.Name, key, p); err != nil {
					return err
				}
			}
			if other.Name == "" {
				continue
			}
			places, _ := other.Value(&row).([]corpus.Place)
			for _, p := range places {
				if err := v.place(ctx, table.Name, key, p); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

func (v *verifier) place(ctx context.Context, table, key string, p corpus.Place) error {
	v.checked++
	text, err := v.textOf(ctx, p.DocumentID)
	if err != nil {
		return err
	}
	switch {
	case text == nil:
		v.report(Problem{table, key, fmt.Sprintf("quotes %s, which has no text", p.DocumentID)})
	case text.Slice(p.Start, p.End) != p.Quote:
		v.report(Problem{table, key, fmt.Sprintf("the text of %s at %d to %d is %q, not %q", p.DocumentID, p.Start, p.End, text.Slice(p.Start, p.End), p.Quote)})
	}
	return nil
}

// markers proves that the sentence of every marker is in the text, around the marker.
func (v *verifier) markers(ctx context.Context) error {
	for f, err := range Rows[corpus.Footnote](ctx, v.store, "WHERE marker_start IS NOT NULL ORDER BY document_id, footnote_id") {
		if err != nil {
			return err
		}
		v.checked++
		text, err := v.textOf(ctx, f.DocumentID)
		if err != nil {
			return err
		}
		if text == nil {
			v.report(Problem{"footnotes", f.FootnoteID, "has a marker in a document without text"})
			continue
		}
		n := corpus.NewText(f.MarkerContext).Len()
		around := text.Slice(*f.MarkerStart-n, *f.MarkerStart+n+len(f.Label)+8)
		if f.MarkerContext == "" || !strings.Contains(around, f.MarkerContext) {
			v.report(Problem{"footnotes", f.FootnoteID, fmt.Sprintf("its marker's sentence is not around offset %d", *f.MarkerStart)})
		}
	}
	return nil
}

// minutes proves the quote of every value of minutes.
func (v *verifier) minutes(ctx context.Context) error {
	for m, err := range Rows[corpus.Minutes](ctx, v.store, "ORDER BY document_id") {
		if err != nil {
			return err
		}
		var quotes []corpus.TextQuote
		for _, a := range m.Attendees {
			quotes = append(quotes, a.TextQuote)
		}
		for _, a := range m.Agreements {
			quotes = append(quotes, a.TextQuote)
		}
		for _, p := range m.Places {
			quotes = append(quotes, p.TextQuote)
		}
		for _, q := range quotes {
			if err := v.place(ctx, "minutes", string(m.DocumentID), q.In(m.DocumentID)); err != nil {
				return err
			}
		}
	}
	return nil
}

// passages proves the places where cited documents bear out what notes say of them.
func (v *verifier) passages(ctx context.Context) error {
	for c, err := range Rows[corpus.Citation](ctx, v.store, "WHERE passages <> '[]' ORDER BY document_id, citation_id") {
		if err != nil {
			return err
		}
		for _, p := range c.Passages {
			if err := v.place(ctx, "citations", c.CitationID, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// database runs SQLite's own checks.
func (v *verifier) database(ctx context.Context) error {
	var verdict string
	if err := v.store.reader.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&verdict); err != nil {
		return fmt.Errorf("check the database: %w", err)
	}
	if verdict != "ok" {
		v.report(Problem{"database", FileName, verdict})
	}
	found, err := v.store.reader.QueryContext(ctx, "PRAGMA foreign_key_check")
	if err != nil {
		return fmt.Errorf("check the references: %w", err)
	}
	defer found.Close()
	for found.Next() {
		var table, parent string
		var rowid, key any
		if err := found.Scan(&table, &rowid, &parent, &key); err != nil {
			return fmt.Errorf("check the references: %w", err)
		}
		v.report(Problem{table, fmt.Sprint(rowid), "refers to a row of " + parent + " that is not there"})
	}
	return errors.Join(found.Err(), found.Close())
}
