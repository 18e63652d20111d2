package table

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdfium"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/words"
)

var predFlag = flag.String("pred", "", "write the tables of the competition's documents to this file as the scorer reads them")

var engine = sync.OnceValues(func() (*pdfium.Engine, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return pdfium.NewEngine(pdfium.Options{})
	}
	return pdfium.NewEngine(pdfium.Options{Cache: filepath.Join(dir, "irmtrail", "pdfium")})
})

// pagesOf reads all pages of a PDF.
func pagesOf(t testing.TB, payload []byte) []*page.Page {
	t.Helper()
	e, err := engine()
	if err != nil {
		t.Fatal(err)
	}
	f, err := e.Open(payload)
	if err != nil {
		t.Fatal(err)
	}
	var out []*page.Page
	for n := range f.Info().Pages {
		p, err := f.Page(n + 1)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return out
}

// scoredOf turns a page's tables into what the scorer reads.
func scoredOf(p *page.Page, ts []page.Table) []scored {
	var out []scored
	for _, t := range ts {
		s := scored{Page: t.Page, Box: p.Frame.UserBox(t.Box)}
		for _, c := range t.Cells {
			s.Cells = append(s.Cells, scoredCell{c.Row, c.Col, c.Row + c.RowSpan - 1, c.Col + c.ColSpan - 1, Text(c)})
		}
		out = append(out, s)
	}
	return out
}

// competition returns the documents of the competition: their tables, and for each PDF the names of what is right for it.
func competition(t testing.TB) (map[string][]scored, map[string][]string) {
	t.Helper()
	data, err := os.ReadFile(corpustest.Shared(t, "data", "tables", "gt.json"))
	if err != nil {
		t.Fatal(err)
	}
	var gt map[string]struct {
		PDF    string   `json:"pdf"`
		Tables []scored `json:"tables"`
	}
	if err := json.Unmarshal(data, &gt); err != nil {
		t.Fatal(err)
	}
	right, of := map[string][]scored{}, map[string][]string{}
	for name, d := range gt {
		right[name] = d.Tables
		pdf := strings.TrimSuffix(filepath.Base(d.PDF), ".pdf")
		of[pdf] = append(of[pdf], name)
	}
	return right, of
}

// TestCompetition reads the documents of the ICDAR 2013 table competition and keeps what each scores.
func TestCompetition(t *testing.T) {
	right, of := competition(t)
	var names []string
	for pdf := range of {
		names = append(names, pdf)
	}
	slices.Sort(names)
	pred := map[string][]scored{}
	var b strings.Builder
	var precision, recall float64
	for _, pdf := range names {
		payload, err := os.ReadFile(corpustest.Shared(t, "data", "tables", pdf+".pdf"))
		if err != nil {
			t.Fatal(err)
		}
		pred[pdf] = []scored{}
		for _, p := range pagesOf(t, payload) {
			pred[pdf] = append(pred[pdf], scoredOf(p, Of(p, words.Of(p)))...)
		}
		best := bestOf(right, of[pdf], pred[pdf])
		fmt.Fprintf(&b, "%s\tright %d of %d\tfound %d\tP %.3f\tR %.3f\n", pdf, best.right, best.want, best.got, best.precision(), best.recall())
		precision += best.precision() / float64(len(names))
		recall += best.recall() / float64(len(names))
	}
	fmt.Fprintf(&b, "all\tP %.3f\tR %.3f\tF1 %.3f\n", precision, recall, 2*precision*recall/(precision+recall))
	if *predFlag != "" {
		data, err := json.Marshal(pred)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(*predFlag, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	againstScript(t, pred, 2*precision*recall/(precision+recall))
	corpustest.Golden(t, filepath.Join("testdata", "competition.score"), b.String())
}

// bestOf compares tables with each of the accepted answers and returns the best.
func bestOf(right map[string][]scored, names []string, got []scored) tally {
	var best tally
	f := -1.0
	for _, n := range names {
		c := compared(right[n], got)
		if p, r := c.precision(), c.recall(); p*r/max(p+r, 1e-9) > f {
			best, f = c, p*r/max(p+r, 1e-9)
		}
	}
	return best
}

// againstScript checks that the competition's own scorer, a script, counts the same.
func againstScript(t *testing.T, pred map[string][]scored, f1 float64) {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Log("no python3: the scorer is not asked")
		return
	}
	path := filepath.Join(t.TempDir(), "pred.json")
	data, err := json.Marshal(pred)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, corpustest.Shared(t, "tools", "icdar_score.py"), "score",
		corpustest.Shared(t, "data", "tables", "gt.json"), path, "--loose").Output()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s", out)
	var score struct {
		F1 float64 `json:"doc_f1"`
	}
	if err := json.Unmarshal(out, &score); err != nil {
		t.Fatal(err)
	}
	if d := score.F1 - f1; d > 0.002 || d < -0.002 {
		t.Errorf("the scorer counts %.4f, the test %.4f", score.F1, f1)
	}
}
