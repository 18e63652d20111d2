package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus/store"
)

// steps lists what show can print, in the order of the trail, then what a PDF's pages consist of, from the smallest.
var steps = []string{"capture", "payload", "text", "blocks", "notes", "records", "glyphs", "words", "lines", "tables"}

// drawn lists the steps that --png can draw.
var drawn = []string{"blocks", "notes", "records", "glyphs", "words", "lines", "tables"}

// showing is what show is asked for.
type showing struct {
	name string // as typed: a path, an id or an address
	step string
	page int // from 1; 0 for all
	json bool
	png  string // where to draw; "" to print
}

func (a *app) showCmd() *cobra.Command {
	var w showing
	cmd := &cobra.Command{
		Use:   "show FILE|ID|URL [--step " + strings.Join(steps, "|") + "] [--page N] [--json] [--png OUT.png]",
		Short: "Print or draw what each step of the trail saw of a document",
		Long: `Print one step of the trail of a document or a report:
  capture   every attempt to get it: when, from where, how it ended, where in the archive
  payload   the bytes as they were sent (the document itself)
  text      the text that offsets count in
  blocks    the blocks in reading order, one a line: offsets, page, kind, text with marks of style and links
  notes     footnotes with their markers and citations, as recognised
  records   every row that was read in it, as JSON Lines
  tables    each table as a grid: spans, header rows (=), <marks> and {fills}
and of a PDF what its pages consist of, one thing a line, in points from the top left of the page as shown:
  glyphs    characters with box, size, angle, colour and font; then rules, fills, shapes, images and links
  words     words with box, size, angle and style
  lines     rows of words up to a wide gap

FILE is a file that need not be archived. ID is that of a document, of a report (its leading document is shown) or of a
commitment, URL the address that was captured. --page shows one page of a PDF, --json prints for programs.

--png draws a page (the first, or --page) with the step over it: blocks by kind with their numbers, cells, marks, notes
and their markers, ratings; a legend below it says which colour is what.`,
		Example: `  irmtrail show report.pdf
  irmtrail show report.pdf --step tables --page 12
  irmtrail show report.pdf --page 12 --png page12.png
  irmtrail show doc-0123456789abcdef --step words --json
  irmtrail show mexico-results-report-2019-2022 --step notes`,
		Args: exactly(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			w.name = args[0]
			if err := w.check(cmd.Flags().Changed("page")); err != nil {
				return usageError{err}
			}
			return a.show(cmd.Context(), w)
		},
	}
	cmd.Flags().StringVar(&w.step, "step", "blocks", strings.Join(steps, ", "))
	cmd.Flags().IntVar(&w.page, "page", 0, "this page of a PDF alone, from 1 (default all; with --png the first)")
	cmd.Flags().BoolVar(&w.json, "json", false, "print for programs: JSON Lines, of tables one list")
	cmd.Flags().StringVar(&w.png, "png", "", "draw the page with the step over it into this file")
	return cmd
}

// check refuses what does not go together.
func (w showing) check(paged bool) error {
	switch {
	case !slices.Contains(steps, w.step):
		return fmt.Errorf("no step %q: there are %s", w.step, strings.Join(steps, ", "))
	case paged && w.page < 1:
		return fmt.Errorf("--page counts from 1, so %d is none", w.page)
	case w.png != "" && w.json:
		return errors.New("--png draws and --json prints: choose one")
	case w.png != "" && !slices.Contains(drawn, w.step):
		return fmt.Errorf("--png cannot draw the step %s: it draws %s", w.step, strings.Join(drawn, ", "))
	case w.step == "payload" && (w.json || w.page > 0):
		return errors.New("the step payload gives the bytes as they are: leave out --json and --page")
	case w.step == "capture" && w.page > 0:
		return errors.New("the step capture is of whole documents: leave out --page")
	}
	return nil
}

// show shows a file that is there, or else what the data folder has under the name.
func (a *app) show(ctx context.Context, w showing) (err error) {
	r, err := a.readers(1)
	if err != nil {
		return err
	}
	defer closing(&err, r.close)
	if info, err := os.Stat(w.name); err == nil && info.Mode().IsRegular() {
		return a.showFile(ctx, w, r)
	}
	if _, err := os.Stat(filepath.Join(a.set.Data, store.FileName)); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no file %s, and no irmtrail data in %s to look it up in (see --data)", w.name, a.set.Data)
	}
	return a.reading(ctx, func(s *store.Store) error {
		if w.step == "capture" {
			return a.showCaptures(ctx, s, w.name)
		}
		id, err := documentFor(ctx, s, w.name)
		if err != nil {
			return err
		}
		return subject{app: a, showing: w, store: s, id: id, readers: r}.show(ctx)
	})
}
