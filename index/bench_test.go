package index

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// The synthetic corpus: reports of one document whose paragraphs are passages.
const (
	benchPassages  = 20_000
	perReport      = 100
	vocabularySize = 50_000
)

// vocabulary makes words that look like words, the same in every run.
func vocabulary() []string {
	syllables := strings.Fields("ba ce di fo gu la me ni ro tu ver con pro tra ment cion les dor pal sis")
	out := make([]string, vocabularySize)
	for i := range out {
		var sb strings.Builder
		for n := i + 20; n > 0; n /= len(syllables) {
			sb.WriteString(syllables[n%len(syllables)])
		}
		out[i] = sb.String()
	}
	return out
}

// synthetic fills a store with passages whose words are distributed as in a language: few are common, most are rare.
func synthetic(b *testing.B, passages int) *store.Store {
	b.Helper()
	s := newStore(b)
	random := rand.New(rand.NewPCG(7, 7))
	vocabulary := vocabulary()
	zipf := rand.NewZipf(random, 1.1, 10, vocabularySize-1)
	for i := range passages / perReport {
		head := strings.Split(fmt.Sprintf("land%d-results-report-%d | L%02d | results_report | %d | %d | %s | Report of land %d",
			i, 2010+i%12, i%80, 2010+i%12, 2012+i%12, []string{"en", "es", "fr", "pt", "sr"}[i%5], i), " | ")
		var body strings.Builder
		for range perReport {
			body.WriteString("# " + vocabulary[zipf.Uint64()] + "\n")
			for range passageWords {
				body.WriteString(vocabulary[zipf.Uint64()] + " ")
			}
			body.WriteString("\n")
		}
		put(b, s, makeReport(head, body.String()))
	}
	return s
}

func BenchmarkBuild(b *testing.B) {
	s := synthetic(b, benchPassages)
	for b.Loop() {
		if _, err := Build(b.Context(), s, b.TempDir(), Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(benchPassages*b.N)/b.Elapsed().Seconds(), "passages/s")
}

func BenchmarkSearch(b *testing.B) {
	s := synthetic(b, benchPassages)
	dir := b.TempDir()
	if _, err := Build(b.Context(), s, dir, Options{}); err != nil {
		b.Fatal(err)
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			ix, err := Open(dir, s)
			if err != nil {
				b.Fatal(err)
			}
			ix.Close()
		}
	})
	ix, err := Open(dir, s)
	if err != nil {
		b.Fatal(err)
	}
	defer ix.Close()
	v := vocabulary()
	for name, q := range map[string]Query{
		"everything":  {},
		"one common":  {Text: v[0]},
		"three words": {Text: v[3] + " " + v[200] + " " + v[4000]},
		"twelve":      {Text: strings.Join(v[40:52], " ")},
		"filtered":    {Text: v[3] + " " + v[200], Countries: []string{"L07"}, FromYear: 2015, Types: []corpus.ReportType{corpus.ResultsReport}},
		"phrase":      {Text: `"` + v[0] + " " + v[1] + `"`},
		"typo":        {Text: v[200] + "x " + v[4000]},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := ix.Search(b.Context(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
