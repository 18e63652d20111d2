package structure

import (
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// FuzzRead checks on any text what must hold for all: nothing panics, notes and markers lie in the text and in order, and every
// quote stands where it says.
func FuzzRead(f *testing.F) {
	f.Add("# A[1]\nb[2].\n[1] x https://drive.google.com/file/d/ 16NU9euOUgbzWF1GeIp8Sd6ldmmO5FBXa/view.\n[2] y")
	f.Add("a^1^ b[[^2^|#n]]\nli 1| x ↩\nli 2| {#n}y")
	f.Add("[[a|#b]]{#b}[1][[1|#b]]\n{#b}[1]⏎[1]\n{#b}(1)")
	f.Add("Notes\n1 a\n2 b\n* c\n† d")
	f.Add("@p1| a^1^ b2 (3)\n@p1 note 1| ^1^ x\n@p1 note 2| [2] y\n@p2 note| 3 z\n@p2 note 3| 3z")
	f.Add("x¹²³[1-9][,][][[]](1)**\n**")
	f.Fuzz(func(t *testing.T, doc string) {
		c := build(t, strings.ToValidUTF8(doc, "?"))
		s := Read(c)
		checkStructure(t, c, s)
	})
}

func checkStructure(t *testing.T, c *corpus.Content, s *Structure) {
	t.Helper()
	last := -1
	for i := range s.Notes {
		n := &s.Notes[i]
		if n.Start < last || n.End < n.Start || n.End > c.Text().Len() || len(n.Blocks) == 0 {
			t.Errorf("note %+v lies badly", n)
		}
		last = n.Start
		for _, p := range n.Paragraphs {
			if p.Start < n.Start || p.End > n.End || p.Start >= p.End {
				t.Errorf("paragraph %v outside note %+v", p, n)
			}
		}
	}
	last = -1
	for _, m := range s.Markers {
		if m.Start < last || m.End < m.Start || m.Note >= len(s.Notes) || m.Sentence.End < m.Sentence.Start {
			t.Errorf("marker %+v lies badly", m)
		}
		last = m.Start
	}
	keys := map[string]bool{}
	for i, f := range s.Footnotes(c, "doc-1") {
		if f.Quote != c.Text().Slice(*f.Start, *f.End) {
			t.Errorf("note %d quotes %q", i, f.Quote)
		}
		if keys[s.Notes[i].Key()] {
			t.Errorf("two notes with key %s", s.Notes[i].Key())
		}
		keys[s.Notes[i].Key()] = true
	}
	for _, x := range s.Citations(c, "doc-1") {
		if x.Quote != c.Text().Slice(*x.Start, *x.End) || x.Quote == "" || !strings.Contains(string(x.URL), "://") || !keys[x.FootnoteID] {
			t.Errorf("citation %+v", x)
		}
	}
}

func FuzzDates(f *testing.F) {
	f.Add("13-14 December 2021, 1er mars 2020, trece de diciembre de dos mil veintiuno, 13/12/2021 2021-12-13")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, m := range Dates(s, "es") {
			if m.Start < last || m.End <= m.Start || m.End > len(s) || m.Date == "" {
				t.Errorf("mention %+v of %q", m, s)
			}
			last = m.End
		}
	})
}

func FuzzAddresses(f *testing.F) {
	f.Add("https://drive.google.com/file/d/ 16NU9euOUgbzWF1GeIp8Sd6ldmmO5FBXa/view. www.a.b/c) r3d.mx/x/y https: //a.b")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, a := range printedAddresses(s) {
			if a.start < last || a.end <= a.start || a.end > len(s) {
				t.Errorf("address %+v of %q", a, s)
			}
			last = a.end
		}
	})
}

// TestHostileDocuments reads documents that are made to be slow.
func TestHostileDocuments(t *testing.T) {
	const n = 8000
	docs := map[string]string{
		"markers":         strings.Repeat("a[1] ", n) + "\n" + strings.Repeat("[1] x\n", n),
		"headings":        strings.Repeat("Notes\n1 a\n", n),
		"falling numbers": "x[1]\n" + strings.Repeat("[9] x\n[8] x\n", n),
		"links":           strings.Repeat("[[1|#a]]{#a}", n) + "\n" + strings.Repeat("{#a}[[1|#a]] x\n", 200),
		"arrows":          "a[[1|#b]]{#a}\n{#b}1 x" + strings.Repeat("[[↩|#a]]", n),
		"addresses":       "a[1]\n[1] " + strings.Repeat("https://a.b/ c-", n),
		"one address":     "a[1]\n[1] https://a.b/" + strings.Repeat("x", 20*n),
		"dots":            "a[1]\n[1] " + strings.Repeat("a.", 10*n) + "/x",
		"lines":           "a[1]\n" + strings.Repeat("[1] x⏎", n),
		"quotes":          "a[1]\n[1] " + strings.Repeat("“", 5*n) + " https://a.b/c",
		"symbols":         strings.Repeat("a* b† ", n) + "\n" + strings.Repeat("* x\n", n),
		"named notes":     strings.Repeat("@p1| ab1 cd^1^ ef^2^ gh2. x.\n@p1 note 1| ^1^ a\n@p9 note 2| ^2^ b\n", n/2),
		"digits":          strings.Repeat("ab1 cd2. ", n) + "\nNotes\n" + strings.Repeat("1 a\n2 b\n", n),
	}
	for name, doc := range docs {
		t.Run(name, func(t *testing.T) {
			c := build(t, doc)
			start := time.Now()
			s := Read(c)
			s.Footnotes(c, "doc-1")
			s.Citations(c, "doc-1")
			if d := time.Since(start); d > 3*time.Second {
				t.Errorf("took %v", d)
			} else {
				t.Log(d)
			}
		})
	}
}
