package ocrdoc

import (
	"image"
	"math"

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

// straightened returns the picture turned back by its slant, on a canvas that holds all of it. Each pixel is mixed of the four that it comes
// from; a loop over grey pixels takes a tenth of the time that the transformations of x/image take over any kind.
func (g gray) straightened(degrees float64) gray {
	if degrees == 0 {
		return g
	}
	w, h := g.img.Rect.Dx(), g.img.Rect.Dy()
	wide, tall := page.Canvas(float64(w), float64(h), degrees)
	dst := image.NewGray(image.Rect(0, 0, int(wide), int(tall)))
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	dx, dy := int(math.Round(cos*one)), int(math.Round(sin*one))
	for y := range dst.Rect.Dy() {
		v := float64(y) - float64(dst.Rect.Dy())/2
		fx := -cos*float64(dst.Rect.Dx())/2 - sin*v + float64(w)/2
		fy := -sin*float64(dst.Rect.Dx())/2 + cos*v + float64(h)/2
		sx, sy := int(fx*one), int(fy*one)
		row := dst.Pix[y*dst.Stride : y*dst.Stride+dst.Rect.Dx()]
		for x := range row {
			row[x] = g.mixed(sx, sy)
			sx, sy = sx+dx, sy+dy
		}
	}
	return gray{dst, g.dpi}
}

// Places between pixels count in parts of one.
const (
	oneBits = 16
	one     = 1 << oneBits
)

// mixed returns the tone at a place between pixels; outside the picture is paper.
func (g gray) mixed(sx, sy int) uint8 {
	x, y := sx>>oneBits, sy>>oneBits
	if x < 0 || y < 0 || x+1 >= g.img.Rect.Dx() || y+1 >= g.img.Rect.Dy() {
		return paper
	}
	ax, ay := sx&(one-1)>>8, sy&(one-1)>>8 // of 256
	at := g.img.Pix[y*g.img.Stride+x:]
	below := at[g.img.Stride:]
	top := int(at[0])*(256-ax) + int(at[1])*ax
	foot := int(below[0])*(256-ax) + int(below[1])*ax
	return uint8((top*(256-ay) + foot*ay) >> 16)
}
