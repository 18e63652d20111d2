// Package sheet turns spreadsheets into blocks: a heading for each sheet and a table for each of its regions of cells. XLSX is read by
// excelize, with values as they are shown; CSV and TSV (RFC 4180, as people bend it) by the standard library.
//
// What a formula would give is not computed: the value that the file keeps counts. Hidden sheets, charts, macros and links to other files are
// left out.
package sheet

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
)

// The readers with the version of what is made of a file.
const (
	ExtractorXLSX = "excelize/1"
	ExtractorCSV  = "csv/1"
)

// Limits on what is read of one sheet.
const (
	maxRows = 50_000
	maxCols = 500
)

// rows are the cells of a sheet as they are shown; a row ends with its last cell that holds something.
type rows [][]string

// trimmed returns the rows without empty cells at their ends, and no more of them than are read.
func (r rows) trimmed() rows {
	out := make(rows, 0, len(r))
	for _, row := range r[:min(len(r), maxRows)] {
		row = row[:min(len(row), maxCols)]
		for len(row) > 0 && strings.TrimSpace(row[len(row)-1]) == "" {
			row = row[:len(row)-1]
		}
		out = append(out, row)
	}
	return out
}

// region is a run of rows between rows that are empty.
type region struct{ from, to int }

// regions parts rows where more than one row is empty, or where one is and what follows is set in other columns: an empty row inside
// a table is common, a table below another begins anew.
func (r rows) regions() (out []region) {
	for i := 0; i < len(r); {
		if len(r[i]) == 0 {
			i++
			continue
		}
		from := i
		for i < len(r) && (len(r[i]) > 0 || i+1 < len(r) && len(r[i+1]) > 0 && r.begins(i-1) == r.begins(i+1)) {
			i++
		}
		out = append(out, region{from, i})
	}
	return out
}

// begins returns the first column of a row that holds something.
func (r rows) begins(i int) int {
	for j, s := range r[i] {
		if strings.TrimSpace(s) != "" {
			return j
		}
	}
	return -1
}

// span is how far a merged cell reaches.
type span struct{ rows, cols int }

// write adds the tables of a sheet. Merged cells are given by their first cell.
func (r rows) write(f *flow.Flow, merged map[[2]int]span) {
	for _, g := range r.regions() {
		if text, ok := r.lone(g); ok {
			f.Begin(corpus.Block{Kind: corpus.Paragraph})
			f.Text(text, flow.Run{})
			f.End()
			continue
		}
		cells, texts := r.cells(g, merged)
		f.Table(corpus.Block{}, cells, func(i int) { lines(f, texts[i]) })
	}
}

// lone returns the words of a region that is one cell: a title or a remark, and no table.
func (r rows) lone(g region) (text string, ok bool) {
	n := 0
	for _, row := range r[g.from:g.to] {
		for _, s := range row {
			if strings.TrimSpace(s) != "" {
				n++
				text = s
			}
		}
	}
	return text, n == 1
}

// cells returns the cells of a region, the columns from the first that holds something. Its first row is its header when every cell of
// it is words.
func (r rows) cells(g region, merged map[[2]int]span) (cells []corpus.Cell, texts []string) {
	left, wide := maxCols, 0
	for i := g.from; i < g.to; i++ {
		if b := r.begins(i); b >= 0 {
			left = min(left, b)
		}
		wide = max(wide, len(r[i]))
	}
	covered := coveredBy(merged)
	header := r.header(g.from, left, wide)
	for i := g.from; i < g.to; i++ {
		for j := left; j < wide; j++ {
			if covered[[2]int{i, j}] {
				continue
			}
			text := ""
			if j < len(r[i]) {
				text = r[i][j]
			}
			s := merged[[2]int{i, j}]
			cells = append(cells, corpus.Cell{Row: i - g.from, Col: j - left, RowSpan: over1(min(s.rows, g.to-i)), ColSpan: over1(min(s.cols, wide-j)), Header: header && i == g.from})
			texts = append(texts, text)
		}
	}
	return cells, texts
}

// over1 writes a span as cells have it: 0 for one.
func over1(n int) int {
	if n < 2 {
		return 0
	}
	return n
}

func coveredBy(merged map[[2]int]span) map[[2]int]bool {
	out := map[[2]int]bool{}
	for at, s := range merged {
		for i := range s.rows {
			for j := range s.cols {
				if i+j > 0 {
					out[[2]int{at[0] + i, at[1] + j}] = true
				}
			}
		}
	}
	return out
}

// header reports whether a row heads its table: more than one cell, each with letters.
func (r rows) header(i, left, wide int) bool {
	if wide-left < 2 || len(r[i]) < wide {
		return false
	}
	for _, s := range r[i][left:wide] {
		if !strings.ContainsFunc(s, isLetter) {
			return false
		}
	}
	return true
}

// lines adds a cell's text, line by line.
func lines(f *flow.Flow, text string) {
	for i, l := range strings.Split(strings.TrimSpace(text), "\n") {
		if i > 0 {
			f.Break(flow.Run{})
		}
		f.Text(l, flow.Run{})
	}
}
