package report

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// ratingCase is a made-up report in the notation of testdata/ratings-*.txt:
//
//	== name | title of the report
//	# a heading; ## one below it
//	a paragraph; \ breaks its line
//	| a row of a table | its second cell
//	|+ the first row of a table that goes on from the one before
//	-- what is read: a commitment a line with its ratings; findings begin with "!"
//
// In a row "<" lets the cell to its left reach over this place, "^" the one above. Behind a cell's words stand its signs in braces:
// {h} header, {check}, {cross}, {dot}, {star}, {drawn} and {hollow} marks, {#336699} its ground. A mark without words is drawn.
type ratingCase struct {
	name, title string
	lines       []string
	want        string
}

func ratingCases(t *testing.T, file string) []ratingCase {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []ratingCase
	for _, part := range strings.Split("\n"+string(text), "\n== ")[1:] {
		body, want, ok := strings.Cut(part, "\n--\n")
		lines := strings.Split(body, "\n")
		name, title, titled := strings.Cut(lines[0], " | ")
		if !ok || !titled {
			t.Fatalf("%s: no result or title in %q", file, lines[0])
		}
		cases = append(cases, ratingCase{name, title, lines[1:], strings.TrimSpace(want)})
	}
	return cases
}

// content makes the document of a case, every block on page 2 behind the title on page 1.
func (x ratingCase) content(t *testing.T) *corpus.Content {
	t.Helper()
	c := &corpus.Content{Title: x.title, Pages: make([]corpus.Page, 2)}
	add := func(k corpus.BlockKind, level int, style corpus.Style, text string) {
		c.Blocks = append(c.Blocks, corpus.Block{Kind: k, Level: level, Page: 2, Box: &corpus.Box{50, 50, 500, 60}, Spans: []corpus.Span{{Text: text, Style: style}}})
	}
	add(corpus.Heading, 1, 0, x.title)
	c.Blocks[0].Page = 1
	add(corpus.Paragraph, 0, 0, "Independent Reporting Mechanism (IRM), Open Government Partnership")
	for i := 0; i < len(x.lines); i++ {
		line := strings.ReplaceAll(x.lines[i], `\ `, "\n")
		switch {
		case line == "":
		case strings.HasPrefix(line, "|"):
			from := i
			for i+1 < len(x.lines) && strings.HasPrefix(x.lines[i+1], "| ") {
				i++
			}
			c.Blocks = append(c.Blocks, tableOf(t, x.lines[from:i+1]))
		case strings.HasPrefix(line, "#"):
			level := strings.IndexByte(line, ' ')
			add(corpus.Heading, level+1, 0, line[level+1:])
		case strings.HasPrefix(line, "- "):
			add(corpus.ListItem, 1, 0, line[2:])
		case strings.HasPrefix(line, "**"):
			add(corpus.Paragraph, 0, corpus.Bold, strings.Trim(line, "*"))
		default:
			add(corpus.Paragraph, 0, 0, line)
		}
	}
	c.Layout()
	return c
}

// tableOf makes a table block; offsets count from its start.
func tableOf(t *testing.T, rows []string) corpus.Block {
	t.Helper()
	b := corpus.Block{Kind: corpus.Table, Page: 2, Box: &corpus.Box{50, 100, 550, 400}, After: strings.HasPrefix(rows[0], "|+")}
	var text strings.Builder
	at := 0
	write := func(s string) {
		text.WriteString(s)
		at += utf8.RuneCountInString(s)
	}
	owner := map[[2]int]int{}
	for r, line := range rows {
		if r > 0 {
			write("\n")
		}
		parts := strings.Split(strings.TrimPrefix(strings.TrimPrefix(line, "|"), "+"), "|")
		first := true
		for k, part := range parts {
			words, signs, _ := strings.Cut(strings.TrimSpace(part), "{")
			words = strings.ReplaceAll(strings.TrimSpace(words), `\ `, "\n")
			switch words {
			case "<":
				i := owner[[2]int{r, k - 1}]
				b.Cells[i].ColSpan = k - b.Cells[i].Col + 1
				owner[[2]int{r, k}] = i
				continue
			case "^":
				i := owner[[2]int{r - 1, k}]
				b.Cells[i].RowSpan = r - b.Cells[i].Row + 1
				owner[[2]int{r, k}] = i
				continue
			}
			if !first {
				write("\t")
			}
			first = false
			c := corpus.Cell{Row: r, Col: k, Start: at, Box: &corpus.Box{float64(50 + 20*k), float64(100 + 10*r), float64(70 + 20*k), float64(110 + 10*r)}}
			write(words)
			c.End = at
			for _, s := range strings.Split(strings.TrimSuffix(signs, "}"), "}{") {
				switch {
				case s == "h":
					c.Header = true
				case strings.HasPrefix(s, "#"):
					c.Fill = s
				default:
					c.Mark = corpus.Mark(s)
				}
			}
			owner[[2]int{r, k}] = len(b.Cells)
			b.Cells = append(b.Cells, c)
		}
	}
	b.Spans = []corpus.Span{{Text: text.String()}}
	return b
}

// ratingLines prints a commitment with its ratings a line, "+" behind one that a second place states, and the findings.
func ratingLines(r corpus.Reading) string {
	var sb strings.Builder
	for _, c := range r.Commitments {
		fmt.Fprintf(&sb, "%s %s:", c.Number, c.Title)
		for _, x := range r.Ratings {
			if x.Number == c.Number {
				fmt.Fprintf(&sb, " %s=%s%s", strings.TrimPrefix(string(x.Indicator), relevancePrefix), x.Value, strings.Repeat("+", len(x.OtherEvidence)))
			}
		}
		sb.WriteByte('\n')
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&sb, "! %s\n", f.Message)
	}
	return strings.TrimSpace(sb.String())
}

// TestRatings reads made-up reports of all generations.
func TestRatings(t *testing.T) {
	files, err := filepath.Glob("testdata/ratings-*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		for _, x := range ratingCases(t, file) {
			c := x.content(t)
			s := structure.Read(c)
			s.Language = corpus.Language(strings.TrimSuffix(file[len(file)-len("en.txt"):], ".txt")) // too few words to tell
			r := Read(c, s, Source{DocumentID: "doc-1", MediaType: "application/pdf"})
			if got := ratingLines(r); got != x.want {
				t.Errorf("%s: %s\n got:\n%s\nwant:\n%s", filepath.Base(file), x.name, indent(got), indent(x.want))
			}
			for _, k := range r.Ratings {
				check(t, c, k.Evidence)
				if k.Label == "" || k.Box == nil || k.Page != 2 || strings.TrimSpace(k.Quote) == "" {
					t.Errorf("%s: rating %+v", x.name, k)
				}
			}
			for _, k := range r.Commitments {
				check(t, c, k.Evidence)
			}
		}
	}
}
