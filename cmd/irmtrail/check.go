package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

func (a *app) checkCmd() *cobra.Command {
	var report, rule string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "List what does not add up (findings)",
		Long: `List the findings: counts that do not sum up, notes that nothing refers to, documents that could
not be read. A finding is about a report or a document, and quotes the place where there is one.`,
		Example: "  irmtrail check\n  irmtrail check --report ghana-results-report-2021-2023 --json",
		Args:    exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.reading(cmd.Context(), func(s *store.Store) error {
				if err := known[corpus.Report](cmd.Context(), s, report); err != nil {
					return err
				}
				findings, err := store.List[corpus.Finding](cmd.Context(), s,
					`WHERE (?1 = '' OR report_id = ?1) AND (?2 = '' OR rule = ?2)
					ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, report_id, finding_id`, report, rule)
				if err != nil {
					return err
				}
				if asJSON {
					return printRows(a.out, findings)
				}
				return a.printFindings(findings)
			})
		},
	}
	cmd.Flags().StringVar(&report, "report", "", "only this report")
	cmd.Flags().StringVar(&rule, "rule", "", "only this rule, such as sum_mismatch")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line")
	return cmd
}

func (a *app) printFindings(findings []corpus.Finding) error {
	if len(findings) == 0 {
		fmt.Fprintln(a.out, "No findings.")
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, f := range findings {
		about := string(f.ReportID)
		if about == "" {
			about = string(f.DocumentID)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", f.Severity, f.Rule, about, oneLine(f.Message, 160))
	}
	return w.Flush()
}
