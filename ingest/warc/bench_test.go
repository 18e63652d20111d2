package warc

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
)

// noise returns bytes that no compression makes shorter.
func noise(seed int64, n int) []byte {
	r := rand.New(rand.NewPCG(uint64(seed), 1))
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(r.Uint32())
	}
	return out
}

// page returns an HTML page as long as most that are archived.
func page(i int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!doctype html><html lang=en><head><title>Commitment %d</title><link rel=stylesheet href=/s.css></head><body><main><h1>Commitment %d</h1>", i, i)
	r := rand.New(rand.NewPCG(uint64(i), 2))
	words := []string{"open", "government", "commitment", "milestone", "the", "of", "and", "data", "public", "ministry", "report", "completed", "limited", "substantial", "2024", "agency"}
	for b.Len() < 3000 {
		b.WriteString("<p>")
		for range 12 {
			b.WriteString(words[r.IntN(len(words))])
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "<a href=\"/en/%d\">%x</a></p>", r.IntN(1e6), r.Uint64())
	}
	return b.Bytes()
}

const benchHead = "HTTP/1.1 200 OK\nDate: Tue, 24 Nov 2026 12:00:00 GMT\nServer: nginx\nContent-Type: text/html; charset=UTF-8\nETag: \"5f-3000\"\nLast-Modified: Mon, 23 Nov 2026 12:00:00 GMT\nCache-Control: max-age=300\nConnection: keep-alive"

// benchBatch is how many exchanges a batch of a benchmark holds.
const benchBatch = 200

// nowhere takes everything, so that a benchmark shows the CPU and not the disk.
type nowhere struct{ path string }

func (n nowhere) Write(p []byte) (int, error)       { return len(p), nil }
func (n nowhere) Name() string                      { return n.path }
func (nowhere) Truncate(int64) error                { return nil }
func (nowhere) Seek(at int64, _ int) (int64, error) { return at, nil }
func (nowhere) Sync() error                         { return nil }
func (nowhere) Close() error                        { return nil }

func benchmarkExchange(b *testing.B, e Exchange) {
	a, err := Open(b.TempDir(), Options{Software: "irmtrail/test"})
	if err != nil {
		b.Fatal(err)
	}
	a.create = func(path string) (outFile, error) { return nowhere{path}, nil }
	b.SetBytes(int64(len(e.Body)))
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i += benchBatch {
		if err := a.Batch(context.Background(), func(batch *Batch) error {
			for j := range min(benchBatch, b.N-i) {
				e.URL = fmt.Sprint("https://www.example.org/en/reports/", i+j)
				if _, err := batch.WriteExchange(e); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	benchmarkExchange(b, exchange("", benchHead, string(page(1))))
}

func BenchmarkPDF(b *testing.B) {
	benchmarkExchange(b, exchange("", benchHead, string(noise(1, 200_000))))
}

func BenchmarkPDFKnownDigest(b *testing.B) {
	e := exchange("", benchHead, string(noise(1, 200_000)))
	e.PayloadDigest = digestOf(e.Body)
	benchmarkExchange(b, e)
}
