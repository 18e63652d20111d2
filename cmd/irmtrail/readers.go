package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/ocrdoc"
	"github.com/irmtrail/irmtrail/extract/officedoc"
	"github.com/irmtrail/irmtrail/extract/officedoc/convert"
	"github.com/irmtrail/irmtrail/extract/pdfdoc"
)

// readers are what reads documents outside this process.
type readers struct {
	pdf       *pdfdoc.Reader
	office    *officedoc.Reader
	ocr       *ocrdoc.Reader
	converter *convert.LibreOffice
}

// The one argument that makes this program a reader of PDFs or of office files, which come over its standard input: what extract
// starts for each processor. They are no verbs, so neither settings nor environment can keep them from their work.
const (
	internalPDF    = "internal-pdf"
	internalOffice = "internal-office"
)

// children are what such a process does.
var children = map[string]func(in io.Reader, out io.Writer) error{internalPDF: pdfdoc.Child, internalOffice: officedoc.Child}

// readers returns what reads documents; its processes start when they are needed. Processes is how many of a kind there may be
// at a time, 0 one for each processor.
func (a *app) readers(processes int) (*readers, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find our own program for the readers: %w", err)
	}
	r := &readers{
		ocr:       ocrdoc.New(ocrdoc.Options{Languages: a.set.OCRLanguages, Cache: filepath.Join(a.set.Data, ocrDir)}),
		converter: &convert.LibreOffice{},
	}
	r.pdf = pdfdoc.NewReader(pdfdoc.Options{Command: []string{self, internalPDF}, Processes: processes, Recogniser: r.ocr})
	r.office = officedoc.NewReader(officedoc.Options{Command: []string{self, internalOffice}, Processes: processes, PDF: r.pdf, Converter: r.converter})
	return r, nil
}

// ocrDir is the folder of the data folder that keeps what was recognised.
const ocrDir = "ocr"

// tools returns the programs that are installed.
func (r *readers) tools() (tools []corpus.Tool) {
	if r.ocr.Available() {
		tools = append(tools, corpus.Tesseract)
	}
	if r.converter.Available() {
		tools = append(tools, corpus.LibreOffice)
	}
	return tools
}

// close ends the processes.
func (r *readers) close() error { return errors.Join(r.office.Close(), r.pdf.Close()) }
