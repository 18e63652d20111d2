package main

import (
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdfium"
)

// BenchmarkPDFPipeline compares the CPU time of everything that extract does with PDFs (reading in child processes, tables,
// recognition, storing) with that of PDFium's plain text of the same files, and with that of pdftotext -layout, in one run.
func BenchmarkPDFPipeline(b *testing.B) {
	var files []string
	err := filepath.WalkDir(corpustest.Shared(b, "data"), func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".pdf") {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		b.Fatalf("%d PDFs: %v", len(files), err)
	}
	pages := 0
	var pipeline, plain, poppler time.Duration
	engine, err := pdfium.NewEngine(pdfium.Options{Cache: b.TempDir(), Memory: 256 << 20})
	if err != nil {
		b.Fatal(err)
	}
	plainText(b, engine, files[:1]) // compiles, the first time
	for b.Loop() {
		data := b.TempDir()
		b.StopTimer()
		for _, args := range [][]string{append([]string{"add", "--data", data, "-q"}, files...)} {
			if code := run(args, nil, io.Discard, io.Discard); code != exitDone {
				b.Fatalf("%s ends with %d", args[0], code)
			}
		}
		b.StartTimer()
		pipeline += cpuOf(func() { run([]string{"extract", "--data", data, "-q"}, nil, io.Discard, io.Discard) })
		b.StopTimer()
		plain += cpuOf(func() { pages += plainText(b, engine, files) })
		poppler += cpuOf(func() {
			for _, f := range files {
				_ = exec.Command("pdftotext", "-q", "-layout", f, os.DevNull).Run() // what it cannot read costs it time too
			}
		})
		b.StartTimer()
	}
	n := float64(pages)
	b.ReportMetric(pipeline.Seconds()*1000/n, "cpu-ms/page")
	b.ReportMetric(plain.Seconds()*1000/n, "plain-cpu-ms/page")
	b.ReportMetric(poppler.Seconds()*1000/n, "pdftotext-cpu-ms/page")
	b.ReportMetric(pipeline.Seconds()/plain.Seconds(), "times-plain")
	b.ReportMetric(pipeline.Seconds()/poppler.Seconds(), "times-pdftotext")
}

// plainText reads the plain text of all pages, and returns how many they are.
func plainText(b *testing.B, engine *pdfium.Engine, files []string) (pages int) {
	for _, path := range files {
		payload, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		f, err := engine.Open(payload)
		if err != nil {
			continue
		}
		for n := 1; n <= f.Info().Pages; n++ {
			pages++
			_, _ = f.PlainText(n) // a page that cannot be read costs time too
		}
		_ = f.Close()
	}
	return pages
}

// cpuOf returns the CPU time that a function takes, in this process and in those that it waits for.
func cpuOf(f func()) time.Duration {
	before := spent()
	f()
	return spent() - before
}

func spent() (sum time.Duration) {
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			sum += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	return sum
}
