package pdfdoc_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/pdfdoc"
)

// sharedPDFs returns every PDF that is there to test with.
func sharedPDFs(t testing.TB) [][]byte {
	t.Helper()
	var all [][]byte
	err := filepath.WalkDir(corpustest.Shared(t, "data"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".pdf") {
			return err
		}
		b, err := os.ReadFile(path)
		all = append(all, b)
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("%d PDFs: %v", len(all), err)
	}
	return all
}

// BenchmarkRead reads all documents with one process and with two. The start is not part of it.
func BenchmarkRead(b *testing.B) {
	documents := sharedPDFs(b)
	for _, n := range []int{1, 2} {
		b.Run(fmt.Sprintf("processes=%d", n), func(b *testing.B) {
			r := pdfdoc.NewReader(pdfdoc.Options{Command: command("read"), Processes: n})
			defer r.Close()
			readAll(b, r, n, documents[:2*n])
			for b.Loop() {
				readAll(b, r, n, documents)
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*len(documents)), "ms/document")
		})
	}
}

func readAll(t testing.TB, r *pdfdoc.Reader, workers int, documents [][]byte) {
	jobs := make(chan []byte)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for payload := range jobs {
				if _, err := r.Read(t.Context(), payload); err != nil && codeOf(err) == "" {
					t.Error(err)
				}
			}
		})
	}
	for _, payload := range documents {
		jobs <- payload
	}
	close(jobs)
	wg.Wait()
}

// BenchmarkStart starts a process, with compiled code in the cache, and asks it for one small thing.
func BenchmarkStart(b *testing.B) {
	payload := pagesPDF("", show("F1", 10, 72, 700, "text"))
	warm := pdfdoc.NewReader(pdfdoc.Options{Command: command("read")})
	defer warm.Close()
	if _, err := warm.Facts(b.Context(), payload, 1); err != nil {
		b.Fatal(err)
	}
	least := time.Hour
	for b.Loop() {
		began := time.Now()
		r := pdfdoc.NewReader(pdfdoc.Options{Command: command("read")})
		if _, err := r.Facts(b.Context(), payload, 1); err != nil {
			b.Fatal(err)
		}
		least = min(least, time.Since(began))
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(least.Milliseconds()), "ms-least")
}
