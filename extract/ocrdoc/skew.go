package ocrdoc

import (
	"image"
	"math"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// How the slant of lines is found: the rows of a slightly turned picture differ most in how much ink they hold when its lines lie level.
const (
	maxSkew    = 10.0 // degrees, either way
	coarseStep = 0.5
	fineStep   = 0.05
	leastSkew  = 0.2 // what tables and lines stand without mending
	profileMax = 800 // pixels of the longer side of the picture that is measured
	leastInk   = 200 // pixels of ink below which nothing can be said
)

// point is a pixel of ink, from the middle of the picture.
type point struct{ x, y float64 }

// ink returns the pixels of ink of a small copy of the picture, and the copy's longer side.
func (g gray) ink() (points []point, side int) {
	w, h := g.img.Rect.Dx(), g.img.Rect.Dy()
	scale := min(1, profileMax/float64(max(w, h)))
	small := gray{scaled(g.img, max(1, int(float64(w)*scale)), max(1, int(float64(h)*scale))), g.dpi * scale}
	level := small.smallDark()
	w, h = small.img.Rect.Dx(), small.img.Rect.Dy()
	for y := range h {
		for x := range w {
			if small.img.Pix[y*small.img.Stride+x] < level {
				points = append(points, point{float64(x) - float64(w)/2, float64(y) - float64(h)/2})
			}
		}
	}
	return points, int(math.Hypot(float64(w), float64(h))) + 2
}

// smallDark returns the level below which a pixel of a reduced picture is ink: reducing makes letters grey.
func (g gray) smallDark() uint8 {
	ink, paper := g.tones()
	return uint8(paper - (paper-ink)/4)
}

// profile says how uneven the rows of the ink are when it is turned back by an angle: the higher the more level its lines.
func profile(points []point, side int, degrees float64) float64 {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	rows := make([]float64, 2*side)
	for _, p := range points {
		if y := int(p.y*cos-p.x*sin) + side; y >= 0 && y < len(rows) {
			rows[y]++
		}
	}
	sum := 0.0
	for i := 1; i < len(rows); i++ {
		d := rows[i] - rows[i-1]
		sum += d * d
	}
	return sum
}

// skew returns by how many degrees clockwise the lines of the picture are slanted; 0 where nothing shows it.
func (g gray) skew() float64 {
	points, side := g.ink()
	if len(points) < leastInk {
		return 0
	}
	level := profile(points, side, 0)
	best, at := level, 0.0
	try := func(a float64) {
		if p := profile(points, side, a); p > best {
			best, at = p, a
		}
	}
	for a := -maxSkew; a <= maxSkew; a += coarseStep {
		try(a)
	}
	middle := at
	for a := middle - coarseStep; a <= middle+coarseStep; a += fineStep {
		try(a)
	}
	if math.Abs(at) < leastSkew || best < 1.02*level {
		return 0
	}
	return at
}

// sideways reports whether the lines of the picture run up or down: its columns are more uneven than its rows.
func (g gray) sideways() bool {
	points, side := g.ink()
	if len(points) < leastInk {
		return false
	}
	rows, columns := 0.0, 0.0
	for a := -3.0; a <= 3; a += coarseStep {
		rows = max(rows, profile(points, side, a))
		columns = max(columns, profile(points, side, a+90))
	}
	return columns > 1.3*rows
}

// straightened returns the picture turned back by its slant, on a canvas that holds all of it.
func (g gray) straightened(degrees float64) gray {
	if degrees == 0 {
		return g
	}
	w, h := float64(g.img.Rect.Dx()), float64(g.img.Rect.Dy())
	w2, h2 := page.Canvas(w, h, degrees)
	dst := image.NewGray(image.Rect(0, 0, int(w2), int(h2)))
	for i := range dst.Pix {
		dst.Pix[i] = paperColor.Y
	}
	sin, cos := math.Sincos(-degrees * math.Pi / 180)
	xdraw.BiLinear.Transform(dst, f64.Aff3{
		cos, -sin, math.Floor(w2)/2 - cos*w/2 + sin*h/2,
		sin, cos, math.Floor(h2)/2 - sin*w/2 - cos*h/2,
	}, g.img, g.img.Rect, xdraw.Src, nil)
	return gray{dst, g.dpi}
}
