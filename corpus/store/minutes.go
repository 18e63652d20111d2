package store

import (
	"context"
	"fmt"

	"github.com/irmtrail/irmtrail/corpus"
)

// putMinutes replaces the row of a document's minutes; m is nil when it is none.
func (tx *Tx) putMinutes(ctx context.Context, id corpus.DocumentID, m *corpus.Minutes) error {
	if _, err := tx.q.ExecContext(ctx, "DELETE FROM minutes WHERE document_id = ?", id); err != nil {
		return fmt.Errorf("replace minutes of %s: %w", id, err)
	}
	if m == nil {
		return nil
	}
	return insert(ctx, tx.q, false, *m)
}
