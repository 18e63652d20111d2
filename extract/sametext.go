package extract

import (
	"context"
	"iter"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/sametext"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// groupVersion names the step that groups documents of one text. Raising it makes them be grouped anew.
const groupVersion = "sametext/1"

// group notes which documents hold one text in other bytes or in another format, when any document changed since it was last done.
func (s *Stage) group(ctx context.Context, _ *Stats) error {
	done, err := s.Store.Cursor(ctx, groupVersion)
	if err != nil {
		return err
	}
	last, err := s.Store.LastDocumentChange(ctx)
	if err != nil || last <= done {
		return err
	}
	groups, err := sametext.Groups(s.fingerprinted(ctx))
	if err != nil {
		return err
	}
	return s.Store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.PutGroups(ctx, groups); err != nil {
			return err
		}
		last, err := tx.LastDocumentChange(ctx)
		if err != nil {
			return err
		}
		return tx.SetCursor(ctx, groupVersion, last)
	})
}

func (s *Stage) fingerprinted(ctx context.Context) iter.Seq2[sametext.Document, error] {
	return func(yield func(sametext.Document, error) bool) {
		for f, err := range s.Store.Fingerprints(ctx) {
			if !yield(sametext.Document{ID: f.DocumentID, Fingerprint: f.Fingerprint, HeldOn: f.HeldOn}, err) {
				return
			}
		}
	}
}

// fingerprint returns what the text of a document is compared by: that of a page's article, else all but running heads and feet.
func fingerprint(c *corpus.Content) []byte {
	var sb strings.Builder
	for _, r := range c.Main {
		sb.WriteString(c.Text().Slice(r.Start, r.End))
		sb.WriteByte('\n')
	}
	for i := range c.Blocks {
		if b := &c.Blocks[i]; c.Main == nil && b.Kind != corpus.Furniture {
			sb.WriteString(b.Text())
			sb.WriteByte('\n')
		}
	}
	return sametext.Fingerprint(sb.String())
}
