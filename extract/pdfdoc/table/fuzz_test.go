package table

import (
	"math/rand/v2"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// FuzzOf finds tables on pages of random ink and checks what every table must be: cells that cover its grid once, and words
// of the page, each once.
func FuzzOf(f *testing.F) {
	f.Add([]byte("a table of four columns and some rows, with rules about it"))
	f.Add([]byte{4, 1, 2, 200, 3, 4, 0, 10, 10, 200, 200, 1, 20, 20, 40, 40, 2, 30, 30, 200, 3, 3, 50, 30, 5, 3, 3, 60, 30, 5, 3})
	f.Fuzz(func(t *testing.T, data []byte) {
		p, ws := inked(data)
		for _, table := range Of(p, ws) {
			checkTable(t, &table, len(ws))
		}
	})
}

// inked makes a page of bytes: five for each rule, fill, word, rotated word or shape.
func inked(data []byte) (*page.Page, []page.Word) {
	p := &page.Page{Number: 1, Width: 256, Height: 256}
	var ws []page.Word
	for ; len(data) >= 5; data = data[5:] {
		x, y, w, h := float64(data[1]), float64(data[2]), float64(data[3]%64), float64(data[4]%64)
		b := corpus.Box{x, y, x + w + 1, y + h + 1}
		switch data[0] % 6 {
		case 0:
			p.Rules = append(p.Rules, page.Rule{X0: x, Y0: y, X1: x + 4*w, Y1: y, Width: 1})
		case 1:
			p.Rules = append(p.Rules, page.Rule{X0: x, Y0: y, X1: x, Y1: y + 4*h, Width: 1})
		case 2:
			p.Fills = append(p.Fills, page.Fill{Box: b, Color: page.Color(data[3])})
		case 3:
			p.Shapes = append(p.Shapes, page.Shape{Box: b, Segments: int(data[0])})
		case 4:
			ws = append(ws, page.Word{Text: "X", Box: b, Base: b[3], Size: h + 1, Space: true, Glyphs: []page.Glyph{{X: x, Y: y}}})
		case 5:
			ws = append(ws, page.Word{Text: "up", Box: b, Base: b[2], Size: 6, Angle: 270, Space: true, Glyphs: []page.Glyph{{X: x, Y: y}}})
		}
	}
	return p, ws
}

func checkTable(t *testing.T, table *page.Table, words int) {
	t.Helper()
	grid := make([]bool, table.Rows*table.Cols)
	n := 0
	for _, c := range table.Cells {
		for _, l := range c.Lines {
			n += len(l.Words)
		}
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			for k := c.Col; k < c.Col+c.ColSpan; k++ {
				if r >= table.Rows || k >= table.Cols || grid[r*table.Cols+k] {
					t.Fatalf("cell %d.%d lies outside the grid or over another one:\n%s", c.Row, c.Col, printed(*table))
				}
				grid[r*table.Cols+k] = true
			}
		}
	}
	for i, covered := range grid {
		if !covered {
			t.Fatalf("no cell covers %d.%d:\n%s", i/table.Cols, i%table.Cols, printed(*table))
		}
	}
	if n > words {
		t.Fatalf("the table has %d words, the page %d", n, words)
	}
}

// TestRandomGrids does the same on pages whose ink lies on a coarse grid, so that it often meets.
func TestRandomGrids(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 2013))
	found := 0
	for range 300 {
		data := make([]byte, 5*(20+rnd.IntN(120)))
		for i := range data {
			data[i] = byte(rnd.IntN(256))
			switch i % 5 {
			case 0:
				data[i] = [...]byte{0, 1, 0, 1, 2, 3, 4, 4, 4, 4, 5}[rnd.IntN(11)]
			case 1, 2:
				data[i] = byte(20 * rnd.IntN(12))
			case 3, 4:
				data[i] = byte(5 * (1 + rnd.IntN(12)))
			}
		}
		p, ws := inked(data)
		for i := range ws {
			ws[i].Size, ws[i].Box[2], ws[i].Box[1] = 8, ws[i].Box[0]+10, ws[i].Box[3]-8
		}
		for _, table := range Of(p, ws) {
			found++
			checkTable(t, &table, len(ws))
		}
	}
	if found == 0 {
		t.Error("no page had a table")
	}
}
