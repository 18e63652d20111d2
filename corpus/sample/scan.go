package sample

import (
	"fmt"
	"image"
	"image/draw"
	"math"
	"strings"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// scanDPI is the resolution of a made scan.
const scanDPI = 200

// scanFonts are drawn where a PDF names a font of its reader. They run wider than Helvetica, so they are set smaller.
var scanFonts = [...][]byte{goregular.TTF, gobold.TTF, goitalic.TTF}

const scanFontScale = 0.94

// makeScan sets a manuscript on A4 pages and makes a PDF of their pictures, black on white, without any text.
func makeScan(m *manuscript) ([]byte, error) {
	w := &pdfWriter{}
	w.buf.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	root, tree := w.reserve(), w.reserve()
	var kids []string
	for _, p := range setPages(m) {
		picture, err := p.picture()
		if err != nil {
			return nil, err
		}
		kids = append(kids, fmt.Sprintf("%d 0 R", w.scanned(picture, tree)))
	}
	w.object(tree, fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " ")))
	w.object(root, fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R >>", tree))
	info := w.add("<< /Producer (irmtrail sample, scanner) /CreationDate (D:20240102030405Z) >>")
	return w.finish(root, info), nil
}

// scanned writes a page that shows a picture, and returns its number.
func (w *pdfWriter) scanned(g *image.Gray, tree int) int {
	data := runLengths(bits(g))
	picture := w.add(fmt.Sprintf("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 "+
		"/Filter /RunLengthDecode /Length %d >>\nstream\n%s\nendstream", g.Rect.Dx(), g.Rect.Dy(), len(data), data))
	content := w.stream(fmt.Sprintf("%g 0 0 %g 0 0 cm /Im0 Do", pageWidth, pageHeight))
	return w.add(fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %g %g] /Resources << /XObject << /Im0 %d 0 R >> >> /Contents %d 0 R >>",
		tree, pageWidth, pageHeight, picture, content))
}

// picture draws the sheet.
func (p *sheet) picture() (*image.Gray, error) {
	const scale = scanDPI / 72.0
	g := image.NewGray(image.Rect(0, 0, pixels(pageWidth*scale), pixels(pageHeight*scale)))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	for _, r := range p.rules {
		area := image.Rect(pixels(r.x0*scale), pixels((pageHeight-r.y1)*scale), pixels(r.x1*scale)+1, pixels((pageHeight-r.y0)*scale)+1)
		draw.Draw(g, area, image.Black, image.Point{}, draw.Src)
	}
	faces := map[look]xfont.Face{}
	for _, pl := range p.placed {
		if pl.upward {
			return nil, fmt.Errorf("draw %q: a scan of the sample has no upright text", pl.text)
		}
		face := faces[pl.look]
		if face == nil {
			var err error
			if face, err = pl.look.face(); err != nil {
				return nil, err
			}
			faces[pl.look] = face
		}
		pl.drawOn(g, face, scale)
	}
	return g, nil
}

// face returns the font that a look is drawn with.
func (l look) face() (xfont.Face, error) {
	f, err := opentype.Parse(scanFonts[l.font])
	if err != nil {
		return nil, fmt.Errorf("draw %s: %w", fontNames[l.font], err)
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: l.size * scanFontScale, DPI: scanDPI, Hinting: xfont.HintingFull})
}

// drawOn draws the words, each where it stands when set in the PDF's font.
func (pl placed) drawOn(g *image.Gray, face xfont.Face, scale float64) {
	x := pl.x
	for i, word := range strings.Split(pl.text, " ") {
		if i > 0 {
			x += pl.look.font.width(" ") * pl.look.size / 1000
		}
		d := xfont.Drawer{Dst: g, Src: image.Black, Face: face, Dot: fixed.P(pixels(x*scale), pixels((pageHeight-pl.y)*scale))}
		d.DrawString(word)
		x += pl.look.font.width(word) * pl.look.size / 1000
	}
}

// bits packs a picture eight pixels to a byte, white as 1, each row from a new byte.
func bits(g *image.Gray) []byte {
	var out []byte
	for y := g.Rect.Min.Y; y < g.Rect.Max.Y; y++ {
		row := make([]byte, (g.Rect.Dx()+7)/8)
		for x := range g.Rect.Dx() {
			if g.GrayAt(g.Rect.Min.X+x, y).Y >= 128 {
				row[x/8] |= 0x80 >> (x % 8)
			}
		}
		out = append(out, row...)
	}
	return out
}

// runLengths encodes data as RunLengthDecode reads it (ISO 32000-1, section 7.4.5), which no release of a compressor changes.
func runLengths(data []byte) []byte {
	var out []byte
	for i := 0; i < len(data); {
		n := 1
		for n < 128 && i+n < len(data) && data[i+n] == data[i] {
			n++
		}
		if n > 1 {
			out = append(out, byte(257-n), data[i])
			i += n
			continue
		}
		for n < 128 && i+n < len(data) && (i+n+1 >= len(data) || data[i+n] != data[i+n+1]) {
			n++
		}
		out = append(append(out, byte(n-1)), data[i:i+n]...)
		i += n
	}
	return append(out, 128)
}

// pixels rounds a length.
func pixels(x float64) int { return int(math.Round(x)) }
