package table

import (
	"os"
	"testing"

	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/words"
)

// BenchmarkOf finds the tables of the pages of a document full of them.
func BenchmarkOf(b *testing.B) {
	payload, err := os.ReadFile(corpustest.Shared(b, "data", "tables", "us-018.pdf"))
	if err != nil {
		b.Fatal(err)
	}
	pages := pagesOf(b, payload)
	ws := make([][]page.Word, len(pages))
	for i, p := range pages {
		ws[i] = words.Of(p)
	}
	for b.Loop() {
		for i, p := range pages {
			Of(p, ws[i])
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(pages)), "µs/page")
}
