package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"unicode"

	"github.com/xuri/excelize/v2"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
)

// Limits on what is unpacked of a file.
const (
	maxUnpacked = 192 << 20
	maxPart     = 64 << 20
	maxMerged   = 20_000 // cells that merged cells cover
)

func isLetter(r rune) bool { return unicode.IsLetter(r) }

// Read returns the content of an XLSX file. A fault of the file is a *corpus.ReadError: office_malformed, encrypted, too_large, no_text.
func Read(payload []byte) (*corpus.Content, error) {
	book, err := excelize.OpenReader(bytes.NewReader(payload), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxPart})
	if err != nil {
		return nil, faultOf(err)
	}
	defer func() { _ = book.Close() }() // nothing was written
	f := flow.New()
	names := book.GetSheetList()
	for _, name := range names {
		if shown, err := book.GetSheetVisible(name); err != nil || !shown {
			continue
		}
		r, err := rowsOf(book, name)
		if err != nil {
			return nil, corpus.Unreadable("office_malformed", "the sheet %q cannot be read: %v", name, err)
		}
		if r = r.trimmed(); len(r.regions()) == 0 {
			continue
		}
		if len(names) > 1 {
			f.Begin(corpus.Block{Kind: corpus.Heading, Level: 1})
			f.Text(name, flow.Run{})
			f.End()
		}
		r.write(f, mergedOf(book, name))
	}
	title := ""
	if p, err := book.GetDocProps(); err == nil {
		title = p.Title
	}
	return f.Finish(flow.Document{Title: title, Extractor: ExtractorXLSX})
}

// rowsOf returns the rows of a sheet, no more than are read.
func rowsOf(book *excelize.File, name string) (out rows, err error) {
	found, err := book.Rows(name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, found.Close()) }()
	for found.Next() && len(out) < maxRows {
		row, err := found.Columns()
		if err != nil {
			return out, err
		}
		out = append(out, row)
	}
	return out, found.Error()
}

// mergedOf returns the merged cells of a sheet by their first cell. A file that merges without end is taken for one without merged cells.
func mergedOf(book *excelize.File, name string) map[[2]int]span {
	out := map[[2]int]span{}
	found, err := book.GetMergeCells(name)
	if err != nil {
		return out
	}
	cells := 0
	for _, m := range found {
		x0, y0, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		x1, y1, err1 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil || err1 != nil || x1 < x0 || y1 < y0 {
			continue
		}
		s := span{min(y1-y0+1, maxRows), min(x1-x0+1, maxCols)}
		if cells += s.rows * s.cols; cells > maxMerged {
			return nil
		}
		out[[2]int{y0 - 1, x0 - 1}] = s
	}
	return out
}

// faultOf returns what is wrong with a file that does not open.
func faultOf(err error) error {
	switch {
	case errors.Is(err, excelize.ErrWorkbookPassword), errors.Is(err, excelize.ErrWorkbookFileFormat):
		e := corpus.Unreadable("encrypted", "the spreadsheet is encrypted and opens with a password only")
		e.Status = corpus.TextEncrypted
		return e
	}
	return corpus.Unreadable("office_malformed", "%s", fmt.Sprint("the spreadsheet cannot be opened: ", err))
}
