package main

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/extract"
	"github.com/irmtrail/irmtrail/index"
)

// status is what `status --json` prints.
type status struct {
	Rows       map[string]int    `json:"rows"`        // per table
	Outcomes   []corpus.Count    `json:"outcomes"`    // captures by outcome
	TextStatus []corpus.Count    `json:"text_status"` // documents by text status; "" not read yet
	Sources    []corpus.Count    `json:"sources"`     // citations by state
	Waiting    int               `json:"waiting"`     // captures that extract has not seen
	Cursors    map[string]int64  `json:"cursors"`
	Index      int               `json:"index"` // generation that is served, 0 none
	Failed     []corpus.Document `json:"-"`
	LastRun    *corpus.Run       `json:"-"`
}

func (a *app) statusCmd() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say what is there, what waits, and what failed and why",
		Args:  exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.reading(cmd.Context(), func(s *store.Store) error {
				st, err := a.status(cmd.Context(), s)
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(a.out, st)
				}
				return st.print(a.out)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (a *app) status(ctx context.Context, s *store.Store) (st status, err error) {
	var cursor int64
	for _, step := range []func() error{
		func() (err error) { st.Rows, err = s.Counts(ctx); return },
		func() (err error) { st.Outcomes, err = s.CountBy(ctx, "captures", "outcome"); return },
		func() (err error) { st.TextStatus, err = s.CountBy(ctx, "documents", "text_status"); return },
		func() (err error) { st.Sources, err = s.CountBy(ctx, "citations", "status"); return },
		func() (err error) { cursor, err = s.Cursor(ctx, extract.Version); return },
		func() (err error) { st.Waiting, err = s.Waiting(ctx, cursor); return },
		func() (err error) { st.Cursors, err = s.Cursors(ctx); return },
		func() (err error) {
			st.Failed, err = store.List[corpus.Document](ctx, s, "WHERE error_code IS NOT NULL ORDER BY error_code, document_id")
			return
		},
		func() error {
			runs, err := store.List[corpus.Run](ctx, s, "ORDER BY started_at DESC LIMIT 1")
			if len(runs) > 0 {
				st.LastRun = &runs[0]
			}
			return err
		},
	} {
		if err := step(); err != nil {
			return st, err
		}
	}
	if n, err := index.Current(a.indexDir()); err == nil {
		st.Index = n
	}
	return st, nil
}

func (st status) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, name := range append(tableNames(), "payloads") {
		fmt.Fprintf(w, "%s\t%d\n", name, st.Rows[name])
	}
	fmt.Fprintf(w, "waiting to be read\t%d\n", st.Waiting)
	fmt.Fprintf(w, "index generation\t%d\n", st.Index)
	section(w, "captures by outcome", st.Outcomes)
	section(w, "documents by text status", st.TextStatus)
	section(w, "citations by state of their source", st.Sources)
	if len(st.Failed) > 0 {
		fmt.Fprintln(w, "\ndocuments that could not be read")
		for _, d := range st.Failed {
			fmt.Fprintf(w, "  %s\t%s\t%s\n", d.DocumentID, d.ErrorCode, oneLine(d.Error, 120))
		}
	}
	if r := st.LastRun; r != nil {
		fmt.Fprintf(w, "\nlast run\t%s %s\n", r.RunID, r.Verb)
	}
	return w.Flush()
}

func section(w io.Writer, title string, counts []corpus.Count) {
	if len(counts) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	for _, c := range counts {
		name := c.Name
		if name == "" {
			name = "(not yet)"
		}
		fmt.Fprintf(w, "  %s\t%d\n", name, c.Count)
	}
}
