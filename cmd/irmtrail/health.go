package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

func (a *app) healthCmd() *cobra.Command {
	var report, status string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "health",
		Short: "List cited sources and what came of them",
		Long: `List the sources that footnotes cite and their state: archived, archived_copy, login_required
(not public), gone, failed, blocked (by robots.txt or policy), not_tried.`,
		Example: "  irmtrail health --status login_required\n  irmtrail health --report paraguay-transitional-results-report-2018-2020 --json",
		Args:    exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := allowed[corpus.Citation]("status", status); err != nil {
				return err
			}
			return a.reading(cmd.Context(), func(s *store.Store) error {
				if err := known[corpus.Report](cmd.Context(), s, report); err != nil {
					return err
				}
				cites, err := store.List[corpus.Citation](cmd.Context(), s,
					`WHERE (?1 = '' OR report_id = ?1) AND (?2 = '' OR status = ?2) ORDER BY status, target, citation_id`, report, status)
				if err != nil {
					return err
				}
				if asJSON {
					return printRows(a.out, cites)
				}
				counts, err := s.CountBy(cmd.Context(), "citations", "status")
				if err != nil {
					return err
				}
				return a.printHealth(cites, counts)
			})
		},
	}
	cmd.Flags().StringVar(&report, "report", "", "only sources of this report")
	cmd.Flags().StringVar(&status, "status", "", "only this state")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line")
	return cmd
}

func (a *app) printHealth(cites []corpus.Citation, counts []corpus.Count) error {
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	last := ""
	for _, c := range cites {
		key := string(c.Status) + c.Target
		if key != last { // one line a source, however often it is cited
			fmt.Fprintf(w, "%s\t%s\t%s\n", c.Status, oneLine(string(c.URL), 120), c.CitationID)
		}
		last = key
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, c := range counts {
		fmt.Fprintf(a.errOut, "%6d citations %s\n", c.Count, c.Name)
	}
	return nil
}
