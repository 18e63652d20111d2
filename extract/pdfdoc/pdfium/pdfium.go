// Package pdfium reads PDFs with PDFium's WebAssembly build: what each page shows, as package page has it.
package pdfium

import (
	_ "github.com/klippa-app/go-pdfium/webassembly" // the module and its imports
)
