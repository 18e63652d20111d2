package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// steps lists what show can print, in the order of the trail.
var steps = []string{"capture", "payload", "text", "blocks", "notes", "records"}

func (a *app) showCmd() *cobra.Command {
	var step string
	cmd := &cobra.Command{
		Use:   "show ID|URL [--step " + strings.Join(steps, "|") + "]",
		Short: "Print what each step of the trail saw of a document",
		Long: `Print one step of the trail of a document or a report:
  capture   every attempt to get it: when, from where, how it ended, where in the archive
  payload   the bytes as they were sent (the document itself)
  text      the text that offsets count in
  blocks    the blocks in reading order, one a line: offsets, kind, page, text with marks of style and links
  notes     footnotes with their markers and citations, as recognised
  records   every row that was read in it, as JSON Lines
ID is a document id, a report id (its leading document is shown) or the address that was captured.`,
		Example: "  irmtrail show doc-0123456789abcdef\n  irmtrail show mexico-results-report-2019-2022 --step notes",
		Args:    exactly(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.reading(cmd.Context(), func(s *store.Store) error {
				if step == "capture" {
					return a.showCaptures(cmd.Context(), s, args[0])
				}
				id, err := documentFor(cmd.Context(), s, args[0])
				if err != nil {
					return err
				}
				return a.show(cmd.Context(), s, id, step)
			})
		},
	}
	cmd.Flags().StringVar(&step, "step", "blocks", strings.Join(steps, ", "))
	return cmd
}

func (a *app) show(ctx context.Context, s *store.Store, id corpus.DocumentID, step string) error {
	switch step {
	case "payload":
		return a.showPayload(ctx, s, id)
	case "records":
		return a.showRecords(ctx, s, id)
	case "text", "blocks", "notes":
	default:
		return usageError{fmt.Errorf("no step %q: there are %s", step, strings.Join(steps, ", "))}
	}
	c, ok, err := s.Content(ctx, id)
	if err != nil {
		return err
	}
	if !ok {
		return noContent(ctx, s, id)
	}
	switch step {
	case "text":
		_, err = fmt.Fprintln(a.out, plain(c.Text().String()))
	case "notes":
		err = printNotes(a.out, c)
	default:
		err = printBlocks(a.out, c)
	}
	return err
}

// showCaptures prints every attempt to get a document or an address, also those that brought nothing.
func (a *app) showCaptures(ctx context.Context, s *store.Store, name string) error {
	id, notFound := documentFor(ctx, s, name)
	rows, err := store.List[corpus.Capture](ctx, s, "WHERE document_id = ?1 OR target = ?2 ORDER BY seq", id, corpus.TargetKey(corpus.URL(name)))
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return notFound
	}
	return printRows(a.out, rows)
}

func (a *app) showPayload(ctx context.Context, s *store.Store, id corpus.DocumentID) error {
	d, _, err := store.Get[corpus.Document](ctx, s, string(id))
	if err != nil {
		return err
	}
	body, _, err := payloads{s, a.archiveReader()}.Payload(ctx, d.SHA256)
	if err != nil {
		return err
	}
	_, err = a.out.Write(body)
	return err
}

// documentFor finds the document that a user names by document id, report id or address.
func documentFor(ctx context.Context, s *store.Store, name string) (corpus.DocumentID, error) {
	if d, ok, err := store.Get[corpus.Document](ctx, s, name); err != nil || ok {
		return d.DocumentID, err
	}
	r, ok, err := store.Get[corpus.Report](ctx, s, name)
	if err != nil {
		return "", err
	}
	if ok && len(r.DocumentIDs) > 0 {
		return r.DocumentIDs[0], nil
	}
	c, ok, err := s.LastCapture(ctx, corpus.TargetKey(corpus.URL(name)))
	if err != nil {
		return "", err
	}
	if ok && c.DocumentID != "" {
		return c.DocumentID, nil
	}
	return "", fmt.Errorf("%s is no document, report or captured address here (see: irmtrail status)", name)
}

func noContent(ctx context.Context, s *store.Store, id corpus.DocumentID) error {
	d, _, err := store.Get[corpus.Document](ctx, s, string(id))
	if err != nil {
		return err
	}
	if d.TextStatus == "" {
		return fmt.Errorf("%s was not read yet: run irmtrail extract", id)
	}
	return fmt.Errorf("%s has no text (%s, %s: %s)", id, d.TextStatus, d.ErrorCode, d.Error)
}
