package table

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// drawing is a page of 600 by 800 points that a test draws, one command a line:
//
//	row Y SIZE X:TEXT | X:TEXT      words from X on the baseline Y, each letter half an em wide
//	bold Y SIZE X:TEXT | ...        the same in bold
//	up Y SIZE X:TEXT | ...          words that read up the page from Y, their baseline at X
//	rule X0 Y0 X1 Y1
//	grid X,X,... Y,Y,...            all rules of a grid
//	fill X0 Y0 X1 Y1 RRGGBB
//	box X0 Y0 X1 Y1                 four rules
//	shape X0 Y0 X1 Y1 SEGMENTS      the outline of a path; "shape ... SEGMENTS filled" is filled
//	image X0 Y0 X1 Y1
//	page                            the next page
type drawing struct {
	sheets []page.Sheet
	words  []page.Word
	page   *page.Page
}

func drawn(t *testing.T, text string) []page.Sheet {
	t.Helper()
	var d drawing
	d.next()
	for row := range strings.Lines(text) {
		row = strings.TrimSpace(row)
		if row == "" || row[0] == '#' {
			continue
		}
		if err := d.command(row); err != nil {
			t.Fatalf("%s: %v", row, err)
		}
	}
	d.finish()
	return d.sheets
}

func (d *drawing) next() {
	if d.page != nil {
		d.finish()
	}
	d.page, d.words = &page.Page{Number: len(d.sheets) + 1, Width: 600, Height: 800}, nil
}

func (d *drawing) finish() {
	d.sheets = append(d.sheets, page.Sheet{Page: d.page, Words: d.words, Tables: Of(d.page, d.words)})
}

func (d *drawing) command(row string) error {
	name, rest, _ := strings.Cut(row, " ")
	switch name {
	case "page":
		d.next()
		return nil
	case "row", "bold", "up":
		return d.text(name, rest)
	case "grid":
		return d.grid(rest)
	}
	f := strings.Fields(rest)
	if len(f) < 4 {
		return fmt.Errorf("four numbers are missing")
	}
	n, err := numbers(f[:4])
	if err != nil {
		return err
	}
	b := corpus.Box{n[0], n[1], n[2], n[3]}
	switch name {
	case "rule":
		d.page.Rules = append(d.page.Rules, page.Rule{X0: b[0], Y0: b[1], X1: b[2], Y1: b[3], Width: 1})
	case "box":
		d.box(b)
	case "fill":
		color, err := strconv.ParseUint(f[4], 16, 32)
		if err != nil {
			return err
		}
		d.page.Fills = append(d.page.Fills, page.Fill{Box: b, Color: page.Color(color)})
	case "shape":
		segments, err := strconv.Atoi(f[4])
		if err != nil {
			return err
		}
		d.page.Shapes = append(d.page.Shapes, page.Shape{Box: b, Segments: segments, Filled: len(f) > 5})
	case "image":
		d.page.Images = append(d.page.Images, page.Image{Box: b})
	default:
		return fmt.Errorf("no command")
	}
	return nil
}

func (d *drawing) box(b corpus.Box) {
	for _, r := range [][4]float64{{b[0], b[1], b[2], b[1]}, {b[0], b[3], b[2], b[3]}, {b[0], b[1], b[0], b[3]}, {b[2], b[1], b[2], b[3]}} {
		d.page.Rules = append(d.page.Rules, page.Rule{X0: r[0], Y0: r[1], X1: r[2], Y1: r[3], Width: 1})
	}
}

func (d *drawing) grid(rest string) error {
	f := strings.Fields(rest)
	xs, err := numbers(strings.Split(f[0], ","))
	if err != nil {
		return err
	}
	ys, err := numbers(strings.Split(f[1], ","))
	if err != nil {
		return err
	}
	for _, y := range ys {
		d.page.Rules = append(d.page.Rules, page.Rule{X0: xs[0], Y0: y, X1: xs[len(xs)-1], Y1: y, Width: 1})
	}
	for _, x := range xs {
		d.page.Rules = append(d.page.Rules, page.Rule{X0: x, Y0: ys[0], X1: x, Y1: ys[len(ys)-1], Width: 1})
	}
	return nil
}

func (d *drawing) text(name, rest string) error {
	f := strings.SplitN(rest, " ", 3)
	n, err := numbers(f[:2])
	if err != nil {
		return err
	}
	for _, part := range strings.Split(f[2], " | ") {
		at, text, _ := strings.Cut(strings.TrimSpace(part), ":")
		x, err := strconv.ParseFloat(at, 64)
		if err != nil {
			return err
		}
		d.put(name, x, n[0], n[1], text)
	}
	return nil
}

// put adds the words of a text.
func (d *drawing) put(name string, x, y, size float64, text string) {
	for _, s := range strings.Fields(text) {
		long := 0.5 * size * float64(len([]rune(s)))
		w := page.Word{Text: s, Size: size, Base: y, Space: true, Bold: name == "bold", Link: -1}
		w.Box = corpus.Box{x, y - 0.75*size, x + long, y + 0.25*size}
		if name == "up" {
			w.Angle, w.Base = 270, x
			w.Box = corpus.Box{x - 0.75*size, y - long, x + 0.25*size, y}
			w.Glyphs = []page.Glyph{{X: x, Y: y, Angle: 270}}
			d.page.Glyphs = append(d.page.Glyphs, w.Glyphs[0])
			y -= long + 0.25*size
		} else {
			w.Glyphs = []page.Glyph{{X: x, Y: y}}
			x += long + 0.25*size
		}
		d.words = append(d.words, w)
	}
}

func numbers(f []string) ([]float64, error) {
	var out []float64
	for _, s := range f {
		n, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// TestCases reads each drawing of testdata/cases and compares its tables in print.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.draw")
	if err != nil || len(files) == 0 {
		t.Fatalf("no drawings: %v", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".draw"), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			sheets := drawn(t, string(text))
			Join(sheets)
			var b strings.Builder
			for _, s := range sheets {
				for _, table := range s.Tables {
					b.WriteString(printed(table))
				}
			}
			if b.Len() == 0 {
				b.WriteString("no table\n")
			}
			corpustest.Golden(t, strings.TrimSuffix(path, ".draw")+".golden", b.String())
		})
	}
}
