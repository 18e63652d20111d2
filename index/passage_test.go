package index

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

// blocks makes a content out of lines: "# heading", "- item", "^ note", "~ furniture", "| a | b" rows of one table, "/"
// next page, else a paragraph; "40*word" is forty words.
func blocks(lines ...string) *corpus.Content {
	c := &corpus.Content{}
	page := 1
	for _, line := range lines {
		if line == "/" {
			page++
			continue
		}
		b := corpus.Block{Kind: corpus.Paragraph, Page: page}
		for mark, kind := range map[string]corpus.BlockKind{
			"# ": corpus.Heading, "- ": corpus.ListItem, "^ ": corpus.Note, "~ ": corpus.Furniture,
		} {
			if rest, ok := strings.CutPrefix(line, mark); ok {
				b.Kind, line = kind, rest
			}
		}
		var n int
		var word string
		if _, err := fmt.Sscanf(line, "%d*%s", &n, &word); err == nil && n > 0 && n <= 400 {
			line = strings.TrimSpace(strings.Repeat(word+" ", n))
		}
		if strings.HasPrefix(line, "| ") {
			line = tableText(&b, line)
		}
		b.Spans = []corpus.Span{{Text: line}}
		c.Blocks = append(c.Blocks, b)
	}
	c.Layout()
	return c
}

// tableText gives the block the cells of "| a | b || c | d" and returns the table's text.
func tableText(b *corpus.Block, line string) string {
	b.Kind = corpus.Table
	var rows []string
	at := 0
	for i, row := range strings.Split(line, " || ") {
		cells := strings.Split(strings.TrimPrefix(row, "| "), " | ")
		for j, cell := range cells {
			n := len([]rune(cell))
			b.Cells = append(b.Cells, corpus.Cell{Row: i, Col: j, Start: at, End: at + n})
			at += n + 1
		}
		rows = append(rows, strings.Join(cells, "\t"))
	}
	return strings.Join(rows, "\n")
}

// outlineOfPassages prints passages as "section/page: words first..last".
func outlineOfPassages(c *corpus.Content, notes bool) string {
	var out []string
	for _, p := range passages(c, notes) {
		words := strings.Fields(c.Text().Slice(p.start, p.end))
		out = append(out, fmt.Sprintf("%s/%d: %d %s..%s", p.section, p.page, len(words), words[0], words[len(words)-1]))
	}
	return strings.Join(out, "\n")
}

func TestPassages(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("W "+strings.Repeat("w ", 38)+"end. ", 10))
	for _, c := range []struct {
		name  string
		lines []string
		notes bool
		want  []string
	}{
		{"paragraphs are joined", []string{"# H", "50*a", "50*b", "50*c", "50*d"}, false, []string{"H/1: 150 a..c", "H/1: 50 d..d"}},
		{"never across a heading", []string{"10*a", "# H", "10*b", "# I", "10*c"}, false, []string{"/1: 10 a..a", "H/1: 10 b..b", "I/1: 10 c..c"}},
		{"never across a page", []string{"# H", "10*a", "/", "10*b"}, false, []string{"H/1: 10 a..a", "H/2: 10 b..b"}},
		{"a heading alone", []string{"# Title", "# H", "10*a", "# Last"}, false, []string{"Title/1: 1 Title..Title", "H/1: 10 a..a", "Last/1: 1 Last..Last"}},
		{"furniture and notes", []string{"10*a", "~ 3*f", "10*b", "^ 5*n"}, false, []string{"/1: 10 a..a", "/1: 10 b..b"}},
		{"notes of no report", []string{"10*a", "^ 5*n"}, true, []string{"/1: 15 a..n"}},
		{"a lead-in stays with its list", []string{"100*a", "10*lead", "- 50*i", "- 50*j", "- 50*k"}, false, []string{"/1: 100 a..a", "/1: 160 lead..j..k"}},
		{"a long list", []string{"10*lead", "- 70*i", "- 70*j", "- 70*k"}, false, []string{"/1: 150 lead..j", "/1: 70 k..k"}},
		{"a long paragraph, at sentences", []string{long}, false, []string{"/1: 120 W..end.", "/1: 120 W..end.", "/1: 120 W..end.", "/1: 40 W..end."}},
		{"a long paragraph without sentences", []string{"400*w"}, false, []string{"/1: 180 w..w", "/1: 180 w..w", "/1: 40 w..w"}},
		{"rows of a table", []string{"| a b | c || " + strings.Repeat("x ", 80) + "| d || " + strings.Repeat("y ", 99) + "| e"}, false, []string{"/1: 84 a..d", "/1: 100 y..e"}},
		{"nothing", []string{"", "~ 3*f", "# "}, false, nil},
	} {
		want := strings.ReplaceAll(strings.Join(c.want, "\n"), "lead..j..k", "lead..k")
		if got := outlineOfPassages(blocks(c.lines...), c.notes); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, want)
		}
	}
}

func TestHeadingText(t *testing.T) {
	for _, c := range []struct {
		want  string
		spans []corpus.Span
	}{
		{"Early Results", []corpus.Span{{Text: "Early Results"}, {Text: "[1]", Link: "#_ftn1"}}},
		{"Early Results", []corpus.Span{{Text: "Early "}, {Text: "Results", Style: corpus.Bold}, {Text: "2", Style: corpus.Superscript}}},
		{"Overview", []corpus.Span{{Text: "Overview", Link: "#overview"}}},
		{"A law", []corpus.Span{{Text: "A law", Link: "https://a.example/#law"}}},
	} {
		if got := headingText(&corpus.Block{Spans: c.spans}); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// FuzzPassages: whatever the blocks, passages lie in order, inside the text, on one page, and hold every word that is
// neither furniture nor a note nor the heading over one.
func FuzzPassages(f *testing.F) {
	f.Add("# H\n40*a\n- 90*b\n/\n^ note\n~ 3\n| a | b || c | d", true)
	f.Add(strings.Repeat("x", 5000)+"\n透明性"+strings.Repeat("明", 4000), false)
	f.Add("# \n# \n \n\u00a0\n200*a.\n-  ", false)
	f.Fuzz(func(t *testing.T, lines string, notes bool) {
		if len(lines) > 1<<14 {
			return
		}
		c := blocks(strings.Split(strings.ToValidUTF8(lines, "?"), "\n")...)
		held := make([]bool, c.Text().Len())
		last := 0
		sections := map[string]bool{}
		for _, p := range passages(c, notes) {
			if p.start < last || p.start >= p.end || p.end > len(held) {
				t.Fatalf("passage %+v behind %d of %d", p, last, len(held))
			}
			last = p.end
			sections[p.section] = true
			for i := p.start; i < p.end; i++ {
				held[i] = true
			}
			if n := wordCount(c.Text().Slice(p.start, p.end)); n > 2*passageLimit+1 {
				t.Fatalf("a passage of %d words", n)
			}
		}
		for _, b := range c.Blocks {
			if b.Kind == corpus.Furniture || b.Kind == corpus.Note && !notes || b.Kind == corpus.Heading && sections[b.Text()] {
				continue
			}
			for i, r := range []rune(b.Text()) {
				if !held[b.Start+i] && !unicode.IsSpace(r) {
					t.Fatalf("%s %q: %q at %d is in no passage", b.Kind, b.Text(), r, i)
				}
			}
		}
	})
}
