package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus/export"
	"github.com/irmtrail/irmtrail/corpus/store"
)

func (a *app) exportCmd() *cobra.Command {
	var format, dir string
	var o export.Options
	cmd := &cobra.Command{
		Use:   "export --format jsonl|csv --out DIR",
		Short: "Write every table as a file",
		Long: `Write every table of the records as one file in DIR, sorted by key. Two exports of the same
records are byte-identical. Columns are described in doc/records.md.`,
		Example: "  irmtrail export --format jsonl --out export\n  irmtrail export --format csv --tables ratings,footnotes --out export",
		Args:    exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.Format = export.Format(format)
			if !slices.Contains(export.Formats, o.Format) {
				return usageError{fmt.Errorf("no format %q: there are jsonl and csv", format)}
			}
			for _, name := range o.Tables {
				if !slices.Contains(tableNames(), name) {
					return usageError{fmt.Errorf("no table %q: there are %s", name, strings.Join(tableNames(), ", "))}
				}
			}
			if dir == "" {
				return usageError{fmt.Errorf("say where to write: --out DIR")}
			}
			return a.reading(cmd.Context(), func(s *store.Store) error {
				files, err := export.Write(cmd.Context(), s, dir, o)
				if !a.set.Quiet {
					for _, f := range files {
						fmt.Fprintf(a.errOut, "%8d rows  %s\n", f.Rows, f.Path)
					}
				}
				return err
			})
		},
	}
	cmd.Flags().StringVar(&format, "format", "jsonl", "jsonl or csv")
	cmd.Flags().StringVar(&dir, "out", "", "folder to write to, made when missing")
	cmd.Flags().StringSliceVar(&o.Tables, "tables", nil, "only these tables ("+strings.Join(tableNames(), ", ")+")")
	cmd.Flags().BoolVar(&o.RawCSV, "csv-raw", false, "do not put an apostrophe before text that a spreadsheet would take for a formula")
	return cmd
}
