package main

import (
	"context"
	"fmt"
	"io"

	"github.com/irmtrail/irmtrail/corpus"
)

// showTables prints each table as a grid, or for programs as a list.
func (s subject) showTables(ctx context.Context, c *corpus.Content) error {
	if s.json {
		rows, err := s.tableRows(ctx, c)
		if err != nil {
			return err
		}
		return printLine(s.out, rows)
	}
	number := 0
	return eachPage(s.out, c, s.page, func(w io.Writer, n int) error {
		for i := range c.Blocks {
			b := &c.Blocks[i]
			if b.Kind != corpus.Table || b.Page != n {
				continue
			}
			number++
			g := newGrid(c, b)
			if _, err := fmt.Fprintf(w, "%s\n%s", g.title(number, b), g); err != nil {
				return err
			}
		}
		return nil
	})
}

// tableRow is a table as scorers of table readers want it.
type tableRow struct {
	Page  int         `json:"page,omitempty"` // from 1; left out on the web
	BBox  *[4]float64 `json:"bbox,omitempty"` // left, bottom, right, top in the file's own coordinates
	Cells []cellRow   `json:"cells"`
}

// cellRow is a cell; R2 and C2 are its last row and column.
type cellRow struct {
	R    int    `json:"r"`
	C    int    `json:"c"`
	R2   int    `json:"r2"`
	C2   int    `json:"c2"`
	Text string `json:"text"`
}

func (s subject) tableRows(ctx context.Context, c *corpus.Content) ([]tableRow, error) {
	rows := []tableRow{}
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Kind != corpus.Table || s.page > 0 && b.Page != s.page {
			continue
		}
		t := tableRow{Page: b.Page, Cells: []cellRow{}}
		for _, cell := range b.Cells {
			t.Cells = append(t.Cells, cellRow{
				R: cell.Row, C: cell.Col, R2: cell.Row + max(1, cell.RowSpan) - 1, C2: cell.Col + max(1, cell.ColSpan) - 1,
				Text: c.Text().Slice(cell.Start, cell.End),
			})
		}
		rows = append(rows, t)
	}
	return rows, s.setBoxes(ctx, c, rows)
}

// setBoxes gives the tables of a PDF their boxes in the file's own coordinates, which the content does not know.
func (s subject) setBoxes(ctx context.Context, c *corpus.Content, rows []tableRow) error {
	if len(rows) == 0 || len(c.Pages) == 0 {
		return nil
	}
	f, err := s.open(ctx)
	if err != nil {
		return err
	}
	next := 0
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Kind != corpus.Table || s.page > 0 && b.Page != s.page {
			continue
		}
		if b.Box != nil {
			p, err := f.page(ctx, b.Page)
			if err != nil {
				return err
			}
			box := p.Page.Frame.UserBox(*b.Box)
			rows[next].BBox = &box
		}
		next++
	}
	return nil
}
