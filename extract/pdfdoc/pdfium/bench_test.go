package pdfium

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus/corpustest"
)

// sharedPDFs returns every PDF that is there to test with.
func sharedPDFs(t testing.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	root := corpustest.Shared(t, "data")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".pdf") {
			return err
		}
		all[path], err = os.ReadFile(path)
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("%d PDFs below %s: %v", len(all), root, err)
	}
	return all
}

// eachPage opens every document and calls f for each page.
func eachPage(t testing.TB, documents map[string][]byte, f func(f *File, n int) error) (pages int) {
	t.Helper()
	e, err := testEngine()
	if err != nil {
		t.Fatal(err)
	}
	for name, payload := range documents {
		file, err := e.Open(payload)
		if err != nil {
			continue // encrypted
		}
		for n := range file.Info().Pages {
			if err := f(file, n+1); err != nil {
				t.Errorf("%s page %d: %v", name, n+1, err)
			}
			pages++
		}
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}
	return pages
}

// BenchmarkRead has two lines to compare: everything in one visit, and plain text.
func BenchmarkRead(b *testing.B) {
	documents := sharedPDFs(b)
	kinds := []struct {
		name string
		read func(f *File, n int) error
	}{
		{"page", func(f *File, n int) error { _, err := f.Page(n); return err }},
		{"text", func(f *File, n int) error { _, err := f.PlainText(n); return err }},
	}
	for _, k := range kinds {
		b.Run(k.name, func(b *testing.B) {
			pages := 0
			for b.Loop() {
				pages += eachPage(b, documents, k.read)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(pages), "ms/page")
		})
	}
}
