package main

import (
	"context"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/extract"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

func (a *app) extractCmd() *cobra.Command {
	var again string
	cmd := &cobra.Command{
		Use:   "extract",
		Short: "Read what was archived into records",
		Long: `Read every document that arrived since the last time into blocks and records. A document that
cannot be read is stored with a code and a reason, is listed, and makes the exit code 3.`,
		Example: "  irmtrail extract\n  irmtrail extract --again doc-0123456789abcdef\n  irmtrail extract --again mexico-results-report-2019-2022",
		Args:    exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.recorded(cmd.Context(), "extract", func(r *batch) error {
				return r.extract(cmd.Context(), again)
			})
		},
	}
	cmd.Flags().StringVar(&again, "again", "", "read this document, the documents of this report or the page of this commitment (ogp/ID) anew")
	return cmd
}

// extract runs the stage, or reads one report again.
func (b *batch) extract(ctx context.Context, again string) (err error) {
	r, err := b.app.readers(0)
	if err != nil {
		return err
	}
	defer closing(&err, r.close)
	stage := b.app.extractStage(b.store, b.archive.Reader, r)
	if err := b.store.Roomy(ctx); err != nil {
		return err
	}
	// Most of what is allocated lives as long as a batch: collecting less often saves a tenth of the time, for some 40 MB.
	defer debug.SetGCPercent(debug.SetGCPercent(250))
	bar := b.app.bar("reading", b.waiting(ctx))
	stage.OnDocument = func(p extract.Progress) {
		b.report.document(p.Document)
		bar.step()
	}
	var stats extract.Stats
	if again != "" {
		stats, err = stage.Again(ctx, again)
	} else {
		stats, err = stage.Run(ctx)
	}
	bar.done()
	b.count("documents read", stats.Documents)
	b.count("documents failed", stats.Failed)
	b.count("reports composed", stats.Reports)
	b.count("citations checked", stats.Checked)
	b.run.Documents += stats.Documents
	b.run.Reports += stats.Reports
	b.run.Failures += stats.Failed
	b.app.say("read %s, %d could not be read; %s composed\n",
		plural(stats.Documents, "document"), stats.Failed, plural(stats.Reports, "report"))
	if err != nil {
		return err
	}
	return b.sayLacking(ctx)
}

// install says what brings each tool, in the order in which it is said.
var install = []struct {
	tool       corpus.Tool
	what, with string
}{
	{corpus.Tesseract, "must be recognised in pictures", "tesseract (Debian: tesseract-ocr, with tesseract-ocr-spa, -fra, -por)"},
	{corpus.LibreOffice, "must be converted", "LibreOffice (Debian: libreoffice-writer-nogui, -calc-nogui, -impress-nogui)"},
}

// sayLacking says how many documents wait for a tool that is not there, and what to install.
func (b *batch) sayLacking(ctx context.Context) error {
	counts, err := b.store.CountLacking(ctx)
	if err != nil {
		return err
	}
	for _, i := range install {
		if n := counts[i.tool]; n > 0 {
			b.app.say("%s %s: install %s; the next run reads them\n", plural(n, "document"), i.what, i.with)
		}
	}
	return nil
}

func (b *batch) waiting(ctx context.Context) int {
	cursor, err := b.store.Cursor(ctx, extract.Version)
	if err != nil {
		return 0 // the stage itself will say so
	}
	n, err := b.store.Waiting(ctx, cursor)
	if err != nil {
		return 0
	}
	return n
}

// extractStage returns the stage with the readers of its documents.
func (a *app) extractStage(s *store.Store, archive warc.Reader, r *readers) *extract.Stage {
	return &extract.Stage{Store: s, Archive: payloads{s, archive}, Log: a.log, PDF: r.pdf, Pictures: r.pdf, Office: r.office, Tools: r.tools}
}
