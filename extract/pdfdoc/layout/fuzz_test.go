package layout_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/layout"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// FuzzContent lays out pages of glyphs at random places, also impossible ones. Whatever they are, blocks lie inside the pages,
// and the content can be stored.
func FuzzContent(f *testing.F) {
	f.Add([]byte("the quick brown fox 1 2 3 the lazy dog ^ \x00\xff\x80 again and again and again"), uint8(2))
	f.Add([]byte{0, 0, 0, 0, 255, 255, 255, 255, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, uint8(1))
	f.Fuzz(func(t *testing.T, data []byte, pages uint8) {
		r := read{info: page.Info{Pages: int(pages%4) + 1}}
		per := len(data)/r.info.Pages + 1
		for n := range r.info.Pages {
			r.pages = append(r.pages, randomPage(n+1, data[min(len(data), n*per):min(len(data), (n+1)*per)]))
		}
		c, err := layout.Content(r, "test/1")
		if err != nil {
			return
		}
		check(t, c)
		if _, err := json.Marshal(c); err != nil {
			t.Error(err)
		}
	})
}

// randomPage sets a glyph for every four bytes.
func randomPage(n int, data []byte) page.Page {
	p := page.Page{Number: n, Width: 600, Height: 800, Fonts: []page.Font{{Name: "Wingdings"}, {Name: "Serif"}}}
	for i := 0; i+4 <= len(data); i += 4 {
		size := float64(data[i]%40) - 1
		x, y := float64(data[i+1])*3-50, float64(data[i+2])*4-50
		if data[i] == 255 {
			x, size = math.NaN(), math.Inf(1)
		}
		w := size * 0.5
		p.Glyphs = append(p.Glyphs, page.Glyph{
			Text: string(rune(data[i+3])), X: x, Y: y, Size: size, Angle: int(data[i]%5) * 90 % 360, Font: int(data[i+3] % 3),
			Box: corpus.Box{x, y - size, x + w, y}, Element: -1,
		})
	}
	return p
}
