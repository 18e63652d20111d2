package index

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus/corpustest"
)

// TestQuality asks for known items and holds ranks, recall and mean reciprocal rank against a golden file, so that a
// change that helps one query and hurts two is seen.
func TestQuality(t *testing.T) {
	ix := small(t)
	raw, err := os.ReadFile("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	byClass := map[string]*measure{}
	var classes []string
	all := &measure{}
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSpace(line), " | ")
		class := strings.TrimSpace(f[0])
		rank := rankOf(search(t, ix, Query{Text: f[1]}), f[2], f[3])
		fmt.Fprintf(&out, "%-11s %2d  %s\n", class, rank, f[1])
		if byClass[class] == nil {
			byClass[class] = &measure{}
			classes = append(classes, class)
		}
		byClass[class].add(rank)
		all.add(rank)
	}
	for _, c := range classes {
		fmt.Fprintf(&out, "%-11s %s\n", c, byClass[c])
	}
	fmt.Fprintf(&out, "%-11s %s\n", "all", all)
	corpustest.Golden(t, "testdata/quality.golden", out.String())
}

// measure is recall among the first ten and mean reciprocal rank.
type measure struct {
	n, found int
	sum      float64
}

func (m *measure) add(rank int) {
	m.n++
	if rank > 0 {
		m.found++
		m.sum += 1 / float64(rank)
	}
}

func (m *measure) String() string {
	return fmt.Sprintf("%2d queries  recall@10 %.3f  MRR %.3f", m.n, float64(m.found)/float64(m.n), m.sum/float64(m.n))
}

// rankOf returns the rank of the item among the hits, 0 when it is not there.
func rankOf(r Result, report, item string) int {
	for i, h := range r.Hits {
		place := h.Section
		switch h.Kind {
		case Footnote:
			place = "[" + h.ID[strings.LastIndex(h.ID, "/")+1:] + "]"
		case Commitment:
			place = "@" + h.ID[strings.LastIndex(h.ID, "/")+1:]
		}
		if string(h.ReportID) == report && place == item {
			return i + 1
		}
	}
	return 0
}
