package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus/export"
	"github.com/irmtrail/irmtrail/corpus/sample"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest"
)

// demoMark is a file that says that a data folder holds a demo and may be made anew.
const demoMark = "THIS-IS-A-DEMO"

func (a *app) demoCmd() *cobra.Command {
	var listen string
	var noServe bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show everything on the embedded sample site, on this machine",
		Long: `Start a small false web on loopback, crawl it, read, index and export it into the folder demo-data
(or --data), say what came of it, and serve pages and API until stopped. A demo folder is made anew each time; a
folder that holds anything else is left alone.`,
		Args: exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("data") && a.set.Data == "data" {
				a.set.Data = "demo-data"
			}
			if err := a.demo(cmd.Context()); err != nil {
				return err
			}
			if noServe {
				return nil
			}
			return a.serve(cmd.Context(), listen)
		},
	}
	cmd.Flags().StringVar(&listen, "listen", defaultListen, "address to answer on")
	cmd.Flags().BoolVar(&noServe, "no-serve", false, "end after the summary")
	return cmd
}

// demo makes the demo's data folder and prints the summary.
func (a *app) demo(ctx context.Context) error {
	began := time.Now()
	if err := freshDemo(a.set.Data); err != nil {
		return err
	}
	site, err := sample.Serve(ctx)
	if err != nil {
		return err
	}
	defer site.Close()
	sources, err := ingest.ParseSources(sample.Sources())
	if err != nil {
		return err
	}
	if err := a.pointAt(site); err != nil {
		return err
	}
	err = a.recorded(ctx, "demo", func(b *batch) error { return b.everything(ctx, sources) })
	if err != nil && !errors.Is(err, errPartial) { // the sample has documents that fail on purpose
		return err
	}
	return a.reading(ctx, func(s *store.Store) error {
		out := filepath.Join(a.set.Data, "export")
		for _, f := range export.Formats {
			if _, err := export.Write(ctx, s, out, export.Options{Format: f}); err != nil {
				return err
			}
		}
		return a.summary(ctx, s, out, time.Since(began))
	})
}

// pointAt sends the connections for the sample's hosts to the sample, and trusts its certificate authority.
func (a *app) pointAt(site *sample.Server) error {
	a.set.Delay, a.set.Patience = 0, time.Second // the sample has a host that fails, and nobody should wait for it
	for _, host := range site.Hosts {
		a.set.ConnectTo = append(a.set.ConnectTo, host+":443:"+site.Addr, host+":80:"+site.PlainAddr)
	}
	a.set.CAFile = filepath.Join(a.set.Data, "sample-ca.pem")
	return os.WriteFile(a.set.CAFile, site.CAPEM, 0o644)
}

// freshDemo makes an empty demo folder. It removes an older demo, and nothing else.
func freshDemo(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("demo: %w", err)
	}
	if len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(dir, demoMark)); err != nil {
			return usageError{fmt.Errorf("%s holds something that is not a demo: choose another folder with --data", dir)}
		}
		unlock, err := store.Lock(dir, "demo")
		if err != nil {
			return err
		}
		if err := errors.Join(os.RemoveAll(dir), ignoreMissing(unlock())); err != nil {
			return fmt.Errorf("remove the older demo: %w", err)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return os.WriteFile(filepath.Join(dir, demoMark), []byte("Made by irmtrail demo, and made anew by the next one.\n"), 0o644)
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (a *app) summary(ctx context.Context, s *store.Store, out string, took time.Duration) error {
	counts, err := s.Counts(ctx)
	if err != nil {
		return err
	}
	states, err := s.CountBy(ctx, "citations", "status")
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "\nThe trail of the sample, in %s:\n", took.Round(100*time.Millisecond))
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, row := range []struct{ table, what string }{
		{"captures", "attempts to get an address"},
		{"payloads", "distinct payloads in the archive"},
		{"documents", "documents"},
		{"reports", "reports"},
		{"commitments", "commitments"},
		{"ratings", "ratings"},
		{"tallies", "counts stated in prose"},
		{"footnotes", "footnotes"},
		{"citations", "cited links"},
		{"findings", "findings"},
	} {
		fmt.Fprintf(w, "%d\t  %s\n", counts[row.table], row.what)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprint(a.out, "cited links by state:")
	for _, c := range states {
		fmt.Fprintf(a.out, "  %s %d", c.Name, c.Count)
	}
	fmt.Fprintf(a.out, "\ntables as JSON Lines and CSV: %s\n\n", out)
	return nil
}
