package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/ingest"
)

func (a *app) fetchCmd() *cobra.Command {
	var retry, dry, asJSON bool
	cmd := &cobra.Command{
		Use:   "fetch",
		Short: "Get what is due: reports of the sources, then what footnotes cite",
		Long: `Get what is due: the listings and sitemaps of the sources, the report pages that they lead to, the
files that those offer, what their footnotes cite, and, of what is gone, the copy that a web archive holds. Hosts are asked
one request at a time, with a pause; robots.txt is obeyed. Every attempt is kept, also one that failed. How it went is
written to runs/ in the data folder.`,
		Example: "  irmtrail fetch --dry-run\n  irmtrail fetch --max-time 2h --max-bytes 5GB\n  irmtrail fetch --retry-failed",
		Args:    exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			sources, err := a.sources()
			if err != nil {
				return err
			}
			what := fetching{sources: sources, retry: retry}
			if dry {
				return a.preview(cmd.Context(), what, asJSON)
			}
			return a.recorded(cmd.Context(), "fetch", func(b *batch) error { return b.fetch(cmd.Context(), what) })
		},
	}
	cmd.Flags().BoolVar(&retry, "retry-failed", false, "try again now what failed")
	dryFlags(cmd, &dry, &asJSON)
	return cmd
}

func dryFlags(cmd *cobra.Command, dry, asJSON *bool) {
	cmd.Flags().BoolVar(dry, "dry-run", false, "print what would be got first and why; get nothing, change nothing")
	cmd.Flags().BoolVar(asJSON, "json", false, "with --dry-run: one JSON object a line")
}

func (a *app) runCmd() *cobra.Command {
	var dry, asJSON bool
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Do every stage once over the sources; what schedulers call",
		Long: `Fetch what is due, read it, fetch what its footnotes cite, read that, and index the lot. It can be
stopped or killed at any moment: the next run goes on. How it went is written to runs/ in the data folder.`,
		Example: "  irmtrail run --dry-run\n  irmtrail run --contact mailto:archive@ngo.example --max-time 6h",
		Args:    exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			sources, err := a.sources()
			if err != nil {
				return err
			}
			if dry {
				return a.preview(cmd.Context(), fetching{sources: sources}, asJSON)
			}
			return a.recorded(cmd.Context(), "run", func(b *batch) error { return b.everything(cmd.Context(), sources) })
		},
	}
	dryFlags(cmd, &dry, &asJSON)
	return cmd
}

// everything runs the stages in the order of the trail. What the first reading finds cited is fetched in the second round.
func (b *batch) everything(ctx context.Context, sources ingest.Sources) error {
	for _, stage := range []func() error{
		func() error { return b.fetch(ctx, fetching{sources: sources}) },
		func() error { return b.extract(ctx, "") },
		func() error { return b.fetch(ctx, fetching{sources: ingest.Sources{Cited: sources.Cited}}) },
		func() error { return b.extract(ctx, "") },
		func() error { return b.index(ctx) },
	} {
		if err := stage(); err != nil {
			return err
		}
	}
	return nil
}
