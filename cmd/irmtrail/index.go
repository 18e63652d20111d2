package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/index"
)

func (a *app) indexCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "index",
		Short: "Make what was read searchable",
		Long: `Build a new generation of the search index beside the old one and switch to it; a running
irmtrail serve follows. Nothing is done when nothing changed.`,
		Args: exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.recorded(cmd.Context(), "index", func(b *batch) error { return b.index(cmd.Context()) })
		},
	}
}

// index builds a generation of the index if anything changed.
func (b *batch) index(ctx context.Context) error {
	bar := b.app.bar("indexing", 1)
	stats, err := index.Build(ctx, b.store, b.app.indexDir(), index.Options{Progress: bar.set})
	bar.done()
	if err != nil {
		return err
	}
	entries := stats.Passages + stats.Footnotes + stats.Commitments
	b.count("index entries", entries)
	if !stats.Built {
		b.app.say("index generation %d is up to date\n", stats.Generation)
		return nil
	}
	b.app.say("indexed %s, %s and %s as generation %d\n", plural(stats.Passages, "passage"),
		plural(stats.Footnotes, "footnote"), plural(stats.Commitments, "commitment"), stats.Generation)
	return nil
}
