package layout_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/layout"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// TestPages lays out the documents of testdata/*.page and compares the blocks, as printed, with *.golden. A .page file sets
// pages by hand, one instruction a line:
//
//	page WIDTH HEIGHT
//	bookmark LEVEL TITLE
//	text SIZE STYLE X Y TEXT                  one line; STYLE is - or some of b (bold), i (italic), w (white)
//	block SIZE STYLE X Y WIDTH LEADING TEXT   lines of at most a width; a word can be divided at ¦
//	turn ANGLE                                of what follows: X and Y then count along and across the reading direction
//	rule X0 Y0 X1 Y1
//	fill X0 Y0 X1 Y1 RRGGBB
//	link X0 Y0 X1 Y1 TARGET                   an address, or PAGE:Y
//
// Glyphs are half an em wide, spaces a quarter. ^12^ raises a marker.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/*.page")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c, err := layout.Content(typeset(t, string(b)), "test/1")
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		check(t, c)
		corpustest.Golden(t, strings.TrimSuffix(file, ".page")+".golden", printed(c))
	}
}

// printed prints a content, one block a line: page, kind, level and label, then the text: ‖3‖ where it goes on on page 3,
// markers as ^12^, bold as *x*, links as <x|target>, rows of tables on lines of their own, their cells parted by |.
func printed(c *corpus.Content) string {
	var sb strings.Builder
	for i := range c.Blocks {
		b := &c.Blocks[i]
		fmt.Fprintf(&sb, "%d %s", b.Page, b.Kind)
		if b.Level > 0 {
			fmt.Fprintf(&sb, " %d", b.Level)
		}
		if b.Label != "" {
			fmt.Fprintf(&sb, " [%s]", b.Label)
		}
		sb.WriteString(": ")
		parts := b.Parts
		for _, s := range b.Spans {
			text := s.Text
			if len(parts) > 0 && parts[0].At >= s.Start && parts[0].At < s.End {
				r := []rune(text)
				text = fmt.Sprintf("%s‖%d‖%s", string(r[:parts[0].At-s.Start]), parts[0].Page, string(r[parts[0].At-s.Start:]))
				parts = parts[1:]
			}
			sb.WriteString(styled(text, s))
		}
		sb.WriteByte('\n')
	}
	for _, a := range c.Anchors {
		fmt.Fprintf(&sb, "#%s: %.20s\n", a.Name, c.Blocks[a.Block].Text())
	}
	return sb.String()
}

func styled(text string, s corpus.Span) string {
	text = strings.NewReplacer("\t", " | ", "\n", "\n    ").Replace(text)
	if s.Style.Has(corpus.Superscript) {
		text = "^" + text + "^"
	}
	if s.Style.Has(corpus.Bold) {
		text = "*" + text + "*"
	}
	if s.Link != "" {
		text = "<" + text + "|" + s.Link + ">"
	}
	return text
}

// setter sets the pages of a .page file.
type setter struct {
	t     *testing.T
	doc   read
	angle int
}

func typeset(t *testing.T, source string) read {
	t.Helper()
	s := setter{t: t}
	for line := range strings.Lines(source) {
		line = strings.TrimRight(line, "\n")
		verb, rest, _ := strings.Cut(line, " ")
		switch verb {
		case "", "#":
		case "page":
			a, _ := s.numbers(rest, 2)
			s.angle = 0
			s.doc.pages = append(s.doc.pages, page.Page{Number: len(s.doc.pages) + 1, Width: a[0], Height: a[1], Fonts: []page.Font{{Name: "Serif"}, {Name: "Serif-Bold"}, {Name: "Serif-Italic", Italic: true}}})
		case "bookmark":
			a, title := s.numbers(rest, 1)
			s.doc.info.Bookmarks = append(s.doc.info.Bookmarks, page.Bookmark{Level: int(a[0]), Title: title})
		case "turn":
			a, _ := s.numbers(rest, 1)
			s.angle = int(a[0])
		case "text":
			s.text(rest)
		case "block":
			s.block(rest)
		case "rule":
			a, _ := s.numbers(rest, 4)
			s.page().Rules = append(s.page().Rules, page.Rule{X0: a[0], Y0: a[1], X1: a[2], Y1: a[3], Width: 0.5})
		case "fill":
			a, color := s.numbers(rest, 4)
			n, _ := strconv.ParseUint(color, 16, 32)
			s.page().Fills = append(s.page().Fills, page.Fill{Box: corpus.Box{a[0], a[1], a[2], a[3]}, Color: page.Color(n)})
		case "link":
			s.link(rest)
		default:
			t.Fatalf("%q", line)
		}
	}
	s.doc.info.Pages = len(s.doc.pages)
	return s.doc
}

func (s *setter) page() *page.Page { return &s.doc.pages[len(s.doc.pages)-1] }

// numbers returns the first n fields of a line as numbers, and the rest.
func (s *setter) numbers(line string, n int) ([]float64, string) {
	s.t.Helper()
	out := make([]float64, n)
	for i := range out {
		field, rest, _ := strings.Cut(line, " ")
		v, err := strconv.ParseFloat(field, 64)
		if err != nil {
			s.t.Fatalf("%q: %v", line, err)
		}
		out[i], line = v, rest
	}
	return out, line
}

func (s *setter) link(rest string) {
	a, target := s.numbers(rest, 4)
	l := page.Link{Box: corpus.Box{a[0], a[1], a[2], a[3]}}
	if n, y, ok := strings.Cut(target, ":"); ok && !strings.Contains(target, "/") {
		l.Page, _ = strconv.Atoi(n)
		l.Y, _ = strconv.ParseFloat(y, 64)
	} else {
		l.URI = target
	}
	s.page().Links = append(s.page().Links, l)
}

func (s *setter) text(rest string) {
	size, rest := s.numbers(rest, 1)
	style, rest, _ := strings.Cut(rest, " ")
	at, text := s.numbers(rest, 2)
	s.line(size[0], style, at[0], at[1], text)
}

func (s *setter) block(rest string) {
	size, rest := s.numbers(rest, 1)
	style, rest, _ := strings.Cut(rest, " ")
	a, text := s.numbers(rest, 4)
	y := a[1]
	for _, line := range wrap(text, a[2]/size[0]) {
		s.line(size[0], style, a[0], y, line)
		y += a[3]
	}
}

// wrap breaks a text into lines of at most a width in ems.
func wrap(text string, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		with := strings.TrimLeft(line+" "+strings.ReplaceAll(word, "¦", ""), " ")
		if ems(with) <= width {
			line = with
			continue
		}
		if a, b, ok := strings.Cut(word, "¦"); ok && ems(line+" "+a+"-") <= width {
			lines = append(lines, line+" "+a+"-")
			line = b
			continue
		}
		lines = append(lines, line)
		line = strings.ReplaceAll(word, "¦", "")
	}
	return append(lines, line)
}

func ems(s string) float64 {
	s = strings.ReplaceAll(s, "^", "")
	spaces := strings.Count(s, " ")
	return 0.5*float64(utf8.RuneCountInString(s)-spaces) + 0.25*float64(spaces)
}

// line sets a line; u runs along the reading direction, v across it. A slanted line begins at u and v of the page.
func (s *setter) line(size float64, style string, u, v float64, text string) {
	raised := false
	if s.angle%90 != 0 {
		sin, cos := math.Sincos(float64(s.angle) * math.Pi / 180)
		u, v = u*cos+v*sin, v*cos-u*sin
	}
	for _, r := range text {
		if r == '^' {
			raised = !raised
			continue
		}
		em, rise := size, 0.0
		if raised {
			em, rise = 0.6*size, 0.35*size
		}
		w := 0.5 * em
		if r == ' ' {
			w = 0.25 * em
		}
		s.glyph(string(r), style, em, u, v-rise, w)
		u += w
	}
}

func (s *setter) glyph(text, style string, em, u, v, w float64) {
	p := s.page()
	g := page.Glyph{Text: text, Size: em, Angle: s.angle, Element: -1}
	up, down := v-0.8*em, v+0.2*em
	switch s.angle {
	case 0:
		g.X, g.Y, g.Box = u, v, corpus.Box{u, up, u + w, down}
	case 90:
		g.X, g.Y, g.Box = p.Width-v, u, corpus.Box{p.Width - down, u, p.Width - up, u + w}
	case 270:
		g.X, g.Y, g.Box = v, p.Height-u, corpus.Box{up, p.Height - u - w, down, p.Height - u}
	default:
		sin, cos := math.Sincos(float64(s.angle) * math.Pi / 180)
		g.X, g.Y = u*cos-v*sin, u*sin+v*cos
		g.Box = corpus.Box{g.X, g.Y - em*cos, g.X + w*cos + em*sin, g.Y + w*sin}
	}
	switch {
	case strings.Contains(style, "b"):
		g.Font = 1
	case strings.Contains(style, "i"):
		g.Font = 2
	}
	if strings.Contains(style, "w") {
		g.Color = page.White
	}
	p.Glyphs = append(p.Glyphs, g)
}
