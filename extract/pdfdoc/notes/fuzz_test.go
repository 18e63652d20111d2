package notes

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// FuzzOf checks on any pages that every note has lines, that no line belongs to two notes, and that labels are words of
// their first lines.
func FuzzOf(f *testing.F) {
	f.Add("page" + body + "10 72 136 The plan.^1 Two^2\nrule 72 216 640\n8 72 660 ^1 See\n8 72 670 ^2 Ibid.\ncolumn\n8 300 670 9\ntag Note\n8 310 671 x")
	f.Add("page\n8 1 1 1\n8 6 2 ^1 a\n8 1 1 * b\ncolumn\npage\n0 0 0 1. a\npage")
	f.Add("page\n10 1 1 a^1 b^* c^2\n8 1 9 1\n8 1 9 2\n8 9 9 x\nrule 0 0 0\ntag Note\n8 1 20 1x")
	f.Fuzz(func(t *testing.T, notation string) {
		sheets := sheetsOf(t, tidied(notation))
		checkNotes(t, sheets, Of(sheets))
	})
}

// tidied leaves out the lines that are no notation.
func tidied(notation string) string {
	kept := []string{"page"}
	for _, l := range strings.Split(notation, "\n") {
		p := strings.Fields(l)
		switch {
		case len(p) == 0:
		case p[0] == "page" || p[0] == "column" || p[0] == "tag",
			len(p) > 3 && p[0] == "rule" && numbers(p[1:4]), len(p) > 5 && p[0] == "table" && numbers(p[1:5]), len(p) > 3 && numbers(p[:3]):
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}

func numbers(parts []string) bool {
	for _, s := range parts {
		if _, err := strconv.ParseFloat(s, 64); err != nil {
			return false
		}
	}
	return true
}

func checkNotes(t *testing.T, sheets []page.Sheet, notes []page.Note) {
	t.Helper()
	seen := map[page.LineRef]bool{}
	for _, n := range notes {
		if n.Label == "" || len(n.Paragraphs) == 0 || len(n.Paragraphs[0]) == 0 {
			t.Errorf("note %+v has no label or no lines", n)
			continue
		}
		for _, p := range n.Paragraphs {
			for _, ref := range p {
				if seen[ref] {
					t.Errorf("line %v belongs to two notes", ref)
				}
				seen[ref] = true
			}
		}
		first := n.Paragraphs[0][0]
		words := sheets[first.Sheet].Columns[first.Column].Lines[first.Line].Words
		if n.LabelWords > len(words) || !strings.Contains(words[0].Text, n.Label) && n.LabelWords > 1 {
			t.Errorf("note %+v begins with %q", n, words[0].Text)
		}
	}
}

// TestLongDocument reads three hundred pages in well under the time that reading them from the
// file takes.
func TestLongDocument(t *testing.T) {
	var sb strings.Builder
	const pages = 300
	for p := range pages {
		fmt.Fprintf(&sb, "page%s", body)
		for k := range 40 {
			fmt.Fprintf(&sb, "10 72 %d The committee met in the spring and asked for more.^%d\n", 136+12*k, p%250*4+k%4+1)
		}
		for k := range 4 {
			fmt.Fprintf(&sb, "8 72 %d ^%d See the law.\n", 700+10*k, p%250*4+k+1)
		}
	}
	sheets := sheetsOf(t, sb.String())
	start := time.Now()
	notes := Of(sheets)
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("took %v", d)
	}
	if len(notes) < pages*4*9/10 {
		t.Errorf("found %d notes of %d", len(notes), pages*4)
	}
}
