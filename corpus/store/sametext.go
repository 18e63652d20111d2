package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/sqlite"
)

// Fingerprinted is a document that was read, with what tells whether it holds the text of another.
type Fingerprinted struct {
	DocumentID  corpus.DocumentID
	Fingerprint []byte
	HeldOn      corpus.Date // of the meeting, for minutes; "" unknown
}

// Fingerprints yields the documents that have a fingerprint, in order of id.
func (s *Store) Fingerprints(ctx context.Context) iter.Seq2[Fingerprinted, error] {
	return func(yield func(Fingerprinted, error) bool) {
		found, err := s.reader.QueryContext(ctx, `SELECT document_id, fingerprint, coalesce(held_on, '') FROM contents
			LEFT JOIN minutes USING (document_id) WHERE fingerprint IS NOT NULL ORDER BY document_id`)
		if err != nil {
			yield(Fingerprinted{}, fmt.Errorf("read fingerprints: %w", err))
			return
		}
		defer found.Close()
		for found.Next() {
			var f Fingerprinted
			if err := found.Scan(&f.DocumentID, &f.Fingerprint, &f.HeldOn); err != nil {
				yield(f, fmt.Errorf("read fingerprints: %w", err))
				return
			}
			if !yield(f, nil) {
				return
			}
		}
		if err := found.Err(); err != nil {
			yield(Fingerprinted{}, fmt.Errorf("read fingerprints: %w", err))
		}
	}
}

// PutGroups stores which documents hold one text: the map gives for each the first of its group. Documents that are not in it are
// alone. Only rows that differ from it are changed.
func (tx *Tx) PutGroups(ctx context.Context, groups map[corpus.DocumentID]corpus.DocumentID) error {
	changed, err := tx.regrouped(ctx, groups)
	if err != nil {
		return err
	}
	for _, id := range changed {
		_, err := tx.q.ExecContext(ctx, "UPDATE documents SET same_text_as = ? WHERE document_id = ?", orNull(string(groups[id])), id)
		if err != nil {
			return fmt.Errorf("store documents of the same text as %s: %w", id, err)
		}
		if err := tx.change(ctx, "document", string(id)); err != nil {
			return err
		}
	}
	return nil
}

// regrouped returns the documents whose group is another than the stored one, in order of id.
func (tx *Tx) regrouped(ctx context.Context, groups map[corpus.DocumentID]corpus.DocumentID) (ids []corpus.DocumentID, err error) {
	found, err := tx.q.QueryContext(ctx, "SELECT document_id, same_text_as FROM documents ORDER BY document_id")
	if err != nil {
		return nil, fmt.Errorf("read documents of the same text: %w", err)
	}
	defer found.Close()
	for found.Next() {
		var id corpus.DocumentID
		var first sql.NullString
		if err := found.Scan(&id, &first); err != nil {
			return nil, fmt.Errorf("read documents of the same text: %w", err)
		}
		if string(groups[id]) != first.String {
			ids = append(ids, id)
		}
	}
	return ids, errors.Join(found.Err(), found.Close())
}

// LastDocumentChange returns the seq of the newest change of a document, 0 when there is none.
func (s *Store) LastDocumentChange(ctx context.Context) (int64, error) {
	return lastDocumentChange(ctx, s.reader)
}

// LastDocumentChange returns what [Store.LastDocumentChange] will after the transaction.
func (tx *Tx) LastDocumentChange(ctx context.Context) (int64, error) {
	return lastDocumentChange(ctx, tx.q)
}

func lastDocumentChange(ctx context.Context, q sqlite.Querier) (seq int64, err error) {
	found, err := q.QueryContext(ctx, "SELECT coalesce(max(seq), 0) FROM changes WHERE kind = 'document'")
	if err != nil {
		return 0, fmt.Errorf("read changes of documents: %w", err)
	}
	defer found.Close()
	if found.Next() {
		err = found.Scan(&seq)
	}
	if err := errors.Join(err, found.Err(), found.Close()); err != nil {
		return 0, fmt.Errorf("read changes of documents: %w", err)
	}
	return seq, nil
}
