package main

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/extract"
	"github.com/irmtrail/irmtrail/index"
	"github.com/irmtrail/irmtrail/ingest"
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
	Queue      ingest.Queue      `json:"queue"`
	Nothing    []nothing         `json:"brought_nothing"` // addresses
	Unread     []unread          `json:"not_read"`        // documents
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
			captures, err := s.Failed(ctx)
			for _, c := range captures {
				st.Nothing = append(st.Nothing, nothing{c.URL, c.Outcome, c.ErrorCode, c.Error, c.CapturedAt})
			}
			return err
		},
		func() (err error) { st.Queue, err = ingest.ReadQueue(ctx, a.set.Data, time.Now()); return },
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
	for _, d := range st.Failed {
		st.Unread = append(st.Unread, unread{d.DocumentID, d.TextStatus, d.ErrorCode, d.Error})
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
	st.printQueue(w)
	st.printNothing(w)
	if len(st.Failed) > 0 {
		fmt.Fprintln(w, "\ndocuments that could not be read")
		for _, d := range st.Failed {
			fmt.Fprintf(w, "  %s\t%s\t%s\n", d.DocumentID, d.ErrorCode, oneLine(d.Error, 120))
		}
	}
	if r := st.LastRun; r != nil {
		fmt.Fprintf(w, "\nlast run\t%s %s, see %s\n", r.RunID, r.Verb, runsDir)
	}
	return w.Flush()
}

// nothing is an address that never brought a document, and why the last attempt did not.
type nothing struct {
	URL     corpus.URL     `json:"url"`
	Outcome corpus.Outcome `json:"outcome"`
	Code    corpus.Fault   `json:"code"`
	Reason  string         `json:"reason"`
	At      time.Time      `json:"at"`
}

// unread is a document that could not be read.
type unread struct {
	ID     corpus.DocumentID `json:"document_id"`
	Status corpus.TextStatus `json:"text_status"`
	Code   string            `json:"code"`
	Reason string            `json:"reason"`
}

const statusTime = "2006-01-02 15:04"

// maxListed bounds the lists for people; --json has all.
const maxListed = 40

func (st status) printQueue(w io.Writer) {
	section(w, "addresses in the queue, by role", st.Queue.ByRole)
	if !st.Queue.Due.IsZero() {
		fmt.Fprintf(w, "  next look\t%s\n", st.Queue.Due.UTC().Format(statusTime))
	}
	if len(st.Queue.Waiting) > 0 {
		fmt.Fprintln(w, "\nto be tried again")
	}
	for i, q := range st.Queue.Waiting {
		if i == maxListed {
			fmt.Fprintf(w, "  and %d more (--json lists all)\n", len(st.Queue.Waiting)-i)
			break
		}
		until := "in the next run"
		if !q.Until.IsZero() {
			until = "after " + q.Until.UTC().Format(statusTime)
		}
		fmt.Fprintf(w, "  %s\t%s\n\t%s, attempt %d. %s\n", q.Code, oneLine(string(q.URL), 120), until, q.Attempts+1, oneLine(q.Reason, 120))
	}
	if len(st.Queue.Paused) > 0 {
		fmt.Fprintln(w, "\nhosts that are left alone")
	}
	for _, p := range st.Queue.Paused {
		fmt.Fprintf(w, "  %s\tuntil %s\n", p.Host, p.Until.UTC().Format(statusTime))
	}
}

func (st status) printNothing(w io.Writer) {
	if len(st.Nothing) == 0 {
		return
	}
	fmt.Fprintln(w, "\naddresses that brought no document")
	for i, n := range st.Nothing {
		if i == maxListed {
			fmt.Fprintf(w, "  and %d more (--json lists all)\n", len(st.Nothing)-i)
			break
		}
		fmt.Fprintf(w, "  %s\t%s\n\t%s %s\n", n.Code, oneLine(string(n.URL), 120), n.At.UTC().Format(statusTime), oneLine(n.Reason, 140))
	}
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
