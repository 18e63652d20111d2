package main

import (
	"context"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/index"
)

func (a *app) indexCmd() *cobra.Command {
	var again bool
	cmd := &cobra.Command{
		Use:   "index",
		Short: "Make what was read searchable",
		Long: `Build a new generation of the search index beside the old one and switch to it; a running
irmtrail serve follows. Nothing is done when nothing changed and the old one can be read; --again builds in any case.`,
		Args: exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.recorded(cmd.Context(), "index", func(b *batch) error { return b.indexed(cmd.Context(), again) })
		},
	}
	cmd.Flags().BoolVar(&again, "again", false, "build from nothing, also when nothing changed")
	return cmd
}

// index builds a generation of the index if anything changed.
func (b *batch) index(ctx context.Context) error { return b.indexed(ctx, false) }

func (b *batch) indexed(ctx context.Context, again bool) error {
	defer debug.SetGCPercent(debug.SetGCPercent(100)) // not that of the crawl before
	bar := b.app.bar("indexing", 1)
	stats, err := index.Build(ctx, b.store, b.app.indexDir(), index.Options{Progress: bar.set, Again: again})
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
	if stats.Damage != "" {
		b.app.log.Warn("the old generation was given up", "because", stats.Damage)
	}
	b.app.say("indexed %s, %s and %s as generation %d\n", plural(stats.Passages, "passage"),
		plural(stats.Footnotes, "footnote"), plural(stats.Commitments, "commitment"), stats.Generation)
	return nil
}
