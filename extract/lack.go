package extract

import (
	"context"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
)

// lacks returns the tool that would have read pages of a document that were not; "" when none would.
func lacks(c *corpus.Content) corpus.Tool {
	if slices.ContainsFunc(c.Unread, func(u corpus.Unread) bool { return u.Reason == corpus.UnreadScan }) {
		return corpus.Tesseract
	}
	return ""
}

// textStatus says how a content's text was read: recognised where any page's was.
func textStatus(c *corpus.Content) corpus.TextStatus {
	if slices.ContainsFunc(c.Pages, func(p corpus.Page) bool { return p.OCR != nil }) {
		return corpus.TextOCR
	}
	return corpus.TextRead
}

// readLacking reads again what was read without a tool that is there now.
func (s *Stage) readLacking(ctx context.Context, stats *Stats) error {
	counts, err := s.Store.CountLacking(ctx)
	if err != nil || len(counts) == 0 || s.Tools == nil {
		return err // to ask which tools there are starts them
	}
	ids, err := s.Store.Lacking(ctx, s.Tools())
	if err != nil {
		return err
	}
	for some := range slices.Chunk(ids, 8) { // recognising takes long: what is done is stored soon
		var sources []source
		for _, id := range some {
			src, err := s.source(ctx, id)
			if err != nil {
				return err
			}
			sources = append(sources, src)
		}
		if err := s.finish(ctx, s.read(ctx, sources), 0, stats); err != nil {
			return err
		}
	}
	return nil
}
