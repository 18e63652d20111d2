package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/irmtrail/irmtrail/corpus"
)

// Lacking returns the documents that were read without one of the tools, or not at all for lack of it, in order of id.
func (s *Store) Lacking(ctx context.Context, tools []corpus.Tool) (ids []corpus.DocumentID, err error) {
	asked, err := json.Marshal(tools)
	if err != nil {
		return nil, fmt.Errorf("list documents that lack a tool: %w", err)
	}
	ids, err = idsOf[corpus.DocumentID](ctx, s.reader, "SELECT document_id FROM readings WHERE lacks IN (SELECT value FROM json_each(?)) ORDER BY document_id", string(asked))
	if err != nil {
		return nil, fmt.Errorf("list documents that lack a tool: %w", err)
	}
	return ids, nil
}

// CountLacking returns how many documents lack each tool.
func (s *Store) CountLacking(ctx context.Context) (map[corpus.Tool]int, error) {
	found, err := s.reader.QueryContext(ctx, "SELECT lacks, count(*) FROM readings WHERE lacks IS NOT NULL GROUP BY lacks")
	if err != nil {
		return nil, fmt.Errorf("count documents that lack a tool: %w", err)
	}
	defer found.Close()
	counts := map[corpus.Tool]int{}
	for found.Next() {
		var tool corpus.Tool
		var n int
		if err := found.Scan(&tool, &n); err != nil {
			return nil, fmt.Errorf("count documents that lack a tool: %w", err)
		}
		counts[tool] = n
	}
	return counts, errors.Join(found.Err(), found.Close())
}
