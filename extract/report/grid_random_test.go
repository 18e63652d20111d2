package report

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// TestStrangeGrids reads tables that no reader should make: cells over one another and out of order, heads in the middle, words of
// all kinds. Whatever is read must be quoted rightly and be on the scales.
func TestStrangeGrids(t *testing.T) {
	parts := strings.Split("Commitment|Specificity|Relevance|Potential impact|Completion|Did it open government?|Verifiable|None|Low|High|Minor|Moderate|"+
		"Not started|Limited|Substantial|Complete|Major|Yes|No|X|✔|☐|✪|1. Open data|Commitment 2: Courts|3|4.1 Roads ✪|Midterm|End of term|Overall|"+
		"Access to information|Civic participation|Verifiable: Yes|Commitments 5 and 6|Commitment 7: A • Completion: Limited|2015|,|-|Completion:", "|")
	values := enumOf(t, corpus.Rating{}, "Value")
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 11))
		c := &corpus.Content{}
		add := func(b corpus.Block, text string) {
			b.Page, b.Spans = 1+r.IntN(2), []corpus.Span{{Text: text}}
			c.Blocks = append(c.Blocks, b)
		}
		add(corpus.Block{Kind: corpus.Heading, Level: 1}, "Ruritania Mid-Term Report 2014-2016")
		add(corpus.Block{Kind: corpus.Paragraph}, "Independent Reporting Mechanism")
		for range 3 {
			if r.IntN(2) == 0 {
				add(corpus.Block{Kind: corpus.Heading, Level: 1 + r.IntN(3)}, parts[r.IntN(len(parts))])
			}
			b := corpus.Block{Kind: corpus.Table, After: r.IntN(3) == 0}
			text, at := "", 0
			for range r.IntN(60) {
				words := parts[r.IntN(len(parts))]
				if r.IntN(3) == 0 {
					words = ""
				}
				cell := corpus.Cell{
					Row: r.IntN(8), Col: r.IntN(9), RowSpan: r.IntN(3), ColSpan: r.IntN(4), Header: r.IntN(4) == 0, Start: at, End: at + runes(words),
					Mark: []corpus.Mark{"", "", "", corpus.MarkDrawn, corpus.MarkStar}[r.IntN(5)], Fill: []string{"", "", "#224466"}[r.IntN(3)],
				}
				text, at = text+words+"\t", cell.End+1
				b.Cells = append(b.Cells, cell)
			}
			if r.IntN(2) == 0 { // as rows of a table are
				for i := range b.Cells {
					b.Cells[i].Row, b.Cells[i].Col = i/9, i%9
				}
			}
			add(b, text+"end")
		}
		c.Layout()
		s := structure.Read(c)
		s.Language = "en"
		got := Read(c, s, Source{DocumentID: "doc-1", MediaType: "application/pdf"})
		for _, x := range got.Ratings {
			check(t, c, x.Evidence)
			if !strings.Contains(fmt.Sprint(values), x.Value) || x.Number == "" || x.Label == "" {
				t.Errorf("seed %d: %+v", seed, x)
			}
		}
		for _, x := range got.Commitments {
			check(t, c, x.Evidence)
		}
		for _, x := range got.Findings {
			check(t, c, x.Evidence)
		}
	}
}
