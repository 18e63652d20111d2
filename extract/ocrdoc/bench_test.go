package ocrdoc

import (
	"image"
	"os/exec"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"
)

// spent returns the CPU time of this process and of its children that ended.
func spent(b *testing.B) time.Duration {
	b.Helper()
	sum := time.Duration(0)
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if err := syscall.Getrusage(who, &u); err != nil {
			b.Fatal(err)
		}
		sum += time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	return sum
}

// BenchmarkAgainstTesseract compares the CPU time of a page of Spanish here, where its language is known and where it is not, with that of
// tesseract alone on the same picture with the model of that language. "x" is the ratio.
func BenchmarkAgainstTesseract(b *testing.B) {
	if !New(Options{}).Available() {
		b.Skip("tesseract is not installed")
	}
	p := drawnOn(b, image.Rect(0, 0, 2480, 3508), slices.Repeat(letter, 7), nil).picture(b)
	alone := func() time.Duration {
		began := spent(b)
		cmd := exec.Command("tesseract", "stdin", "stdout", "-l", "spa", "--dpi", "300", "tsv")
		cmd.Env = append(cmd.Environ(), "OMP_THREAD_LIMIT=1")
		in, err := cmd.StdinPipe()
		if err != nil || cmd.Start() != nil {
			b.Fatal(err)
		}
		_, _ = in.Write(p.PNG)
		_ = in.Close()
		if err := cmd.Wait(); err != nil {
			b.Fatal(err)
		}
		return spent(b) - began
	}
	for _, x := range []struct{ name, language string }{{"known", "es"}, {"unknown", ""}} {
		b.Run(x.name, func(b *testing.B) {
			p := p
			p.Language = ""
			if x.language != "" {
				p.Language = "es"
			}
			var theirs, ours time.Duration
			for b.Loop() {
				theirs += alone()
				began := spent(b)
				if _, err := New(Options{}).Recognise(b.Context(), p); err != nil {
					b.Fatal(err)
				}
				ours += spent(b) - began
			}
			b.ReportMetric(ours.Seconds()/theirs.Seconds(), "x")
		})
	}
}

// BenchmarkWorkers reads four pages with one process and with two. "busy" is how many processors they kept at work.
func BenchmarkWorkers(b *testing.B) {
	if !New(Options{}).Available() {
		b.Skip("tesseract is not installed")
	}
	p := drawn(b, letter, nil).picture(b)
	for name, n := range map[string]int{"1": 1, "2": 2} {
		b.Run(name, func(b *testing.B) {
			r := New(Options{Workers: n})
			began, cpu := time.Now(), spent(b)
			for b.Loop() {
				var wg sync.WaitGroup
				for range 4 {
					wg.Go(func() {
						if _, err := r.Recognise(b.Context(), p); err != nil {
							b.Error(err)
						}
					})
				}
				wg.Wait()
			}
			b.ReportMetric((spent(b)-cpu).Seconds()/time.Since(began).Seconds(), "busy")
		})
	}
}
