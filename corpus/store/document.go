package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"github.com/irmtrail/irmtrail/corpus"
)

// DocumentReading is a document with what was read out of it.
type DocumentReading struct {
	Document corpus.Document
	ReportID corpus.ReportID // the report that it belongs to, or the id of the commitment whose page it is; "" none
	Basis    string          // what the reading is of, see [Store.Basis]
	Lacks    corpus.Tool     // that would read the document, or more of it; "" none
	Reading  corpus.Reading

	Fingerprint []byte // of the content, see [Store.Fingerprints]; nil where there is too little text
}

// PutDocument stores a document that was read, or that could not be: its row, its content (nil when it has none) and its
// reading. It replaces what an earlier version of the stage stored.
func (tx *Tx) PutDocument(ctx context.Context, d DocumentReading, content *corpus.Content) error {
	if err := insert(ctx, tx.q, true, d.Document); err != nil {
		return err
	}
	id := d.Document.DocumentID
	if err := tx.putContent(ctx, id, content, d.Fingerprint); err != nil {
		return err
	}
	packed, err := pack(d.Reading)
	if err != nil {
		return fmt.Errorf("store reading of %s: %w", id, err)
	}
	_, err = tx.q.ExecContext(ctx, `INSERT INTO readings (document_id, report_id, basis, lacks, reading) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (document_id) DO UPDATE SET report_id = excluded.report_id, basis = excluded.basis, lacks = excluded.lacks, reading = excluded.reading`,
		id, orNull(string(d.ReportID)), d.Basis, orNull(string(d.Lacks)), packed)
	if err != nil {
		return fmt.Errorf("store reading of %s: %w", id, err)
	}
	if err := errors.Join(tx.putMinutes(ctx, id, d.Reading.Minutes), tx.uncheck(ctx, id)); err != nil {
		return err
	}
	tx.put[id] = d.Reading
	return tx.change(ctx, "document", string(id))
}

func (tx *Tx) putContent(ctx context.Context, id corpus.DocumentID, c *corpus.Content, fingerprint []byte) error {
	if c == nil {
		if _, err := tx.q.ExecContext(ctx, "DELETE FROM contents WHERE document_id = ?", id); err != nil {
			return fmt.Errorf("store content of %s: %w", id, err)
		}
		return nil
	}
	packed, err := pack(c)
	if err != nil {
		return fmt.Errorf("store content of %s: %w", id, err)
	}
	_, err = tx.q.ExecContext(ctx, `INSERT INTO contents (document_id, text, blocks, fingerprint) VALUES (?, ?, ?, ?)
		ON CONFLICT (document_id) DO UPDATE SET text = excluded.text, blocks = excluded.blocks, fingerprint = excluded.fingerprint`,
		id, c.Text().String(), packed, fingerprint)
	if err != nil {
		return fmt.Errorf("store content of %s: %w", id, err)
	}
	return nil
}

// Content returns what the reader made of a document, with its text; ok is false when it was not read.
func (s *Store) Content(ctx context.Context, id corpus.DocumentID) (c *corpus.Content, ok bool, err error) {
	var text string
	var packed []byte
	err = s.reader.QueryRowContext(ctx, "SELECT text, blocks FROM contents WHERE document_id = ?", id).Scan(&text, &packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read content of %s: %w", id, err)
	}
	c = new(corpus.Content)
	if err := unpack(packed, c); err != nil {
		return nil, false, fmt.Errorf("read content of %s: %w", id, err)
	}
	c.Restore(corpus.NewText(text))
	return c, true, nil
}

// Text returns a document's text alone; ok is false when it was not read.
func (s *Store) Text(ctx context.Context, id corpus.DocumentID) (t *corpus.Text, ok bool, err error) {
	var text string
	err = s.reader.QueryRowContext(ctx, "SELECT text FROM contents WHERE document_id = ?", id).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read text of %s: %w", id, err)
	}
	return corpus.NewText(text), true, nil
}

// ReportOf returns the report that a document was last found to belong to; "" when to none.
func (tx *Tx) ReportOf(ctx context.Context, id corpus.DocumentID) (corpus.ReportID, error) {
	var report sql.NullString
	err := tx.q.QueryRowContext(ctx, "SELECT report_id FROM readings WHERE document_id = ?", id).Scan(&report)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("report of %s: %w", id, err)
	}
	return corpus.ReportID(report.String), nil
}

// ReportOffering returns the report in the language whose page offers the target as a file; "" when none does.
func (tx *Tx) ReportOffering(ctx context.Context, target string, lang corpus.Language) (corpus.ReportID, error) {
	var report string
	err := tx.q.QueryRowContext(ctx, `SELECT report_id FROM report_files JOIN reports USING (report_id)
		WHERE target = ? AND language = ? ORDER BY report_id LIMIT 1`, target, lang).Scan(&report)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("report that offers %s: %w", target, err)
	}
	return corpus.ReportID(report), nil
}

// Basis returns what the stored reading of a document is of; "" when it was not read.
func (s *Store) Basis(ctx context.Context, id corpus.DocumentID) (string, error) {
	var basis string
	err := s.reader.QueryRowContext(ctx, "SELECT basis FROM readings WHERE document_id = ?", id).Scan(&basis)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("basis of %s: %w", id, err)
	}
	return basis, nil
}

// Readings returns the current documents of a report with their readings, in order of document id. A document is current
// when it is what one of its addresses brought last: a page that changed leaves its older document behind. Files that were
// imported without an address do not replace each other, since a file name is no address.
func (tx *Tx) Readings(ctx context.Context, report corpus.ReportID) ([]DocumentReading, error) {
	found, err := tx.q.QueryContext(ctx, `SELECT document_id, reading FROM readings WHERE report_id = ? AND EXISTS (
			SELECT 1 FROM captures AS c WHERE c.document_id = readings.document_id AND (c.target LIKE 'file:%' OR NOT EXISTS (
				SELECT 1 FROM captures AS later WHERE later.target = c.target AND later.seq > c.seq
				AND later.document_id IS NOT NULL AND later.document_id <> c.document_id)))
		ORDER BY document_id`, report)
	if err != nil {
		return nil, fmt.Errorf("readings of %s: %w", report, err)
	}
	defer found.Close()
	var out []DocumentReading
	for found.Next() {
		d := DocumentReading{ReportID: report}
		var packed []byte
		err := found.Scan(&d.Document.DocumentID, &packed)
		if reading, ok := tx.put[d.Document.DocumentID]; ok {
			d.Reading = reading
		} else if err == nil {
			err = unpack(packed, &d.Reading)
		}
		if err != nil {
			return nil, fmt.Errorf("readings of %s: %w", report, err)
		}
		out = append(out, d)
	}
	if err := errors.Join(found.Err(), found.Close()); err != nil {
		return nil, fmt.Errorf("readings of %s: %w", report, err)
	}
	for i := range out {
		d, _, err := get[corpus.Document](ctx, tx.q, string(out[i].Document.DocumentID))
		if err != nil {
			return nil, err
		}
		out[i].Document = d
	}
	return out, nil
}

var (
	encoder, _ = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest)) // options are valid: no error
	decoder, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
)

func pack(v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return encoder.EncodeAll(plain, nil), nil
}

func unpack(packed []byte, v any) error {
	plain, err := decoder.DecodeAll(packed, nil)
	if err != nil {
		return err
	}
	return json.Unmarshal(plain, v)
}
