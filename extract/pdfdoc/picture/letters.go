package picture

import (
	"bytes"
	_ "embed"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"sync"
)

// lettersPNG shows the printable characters of ASCII in a row, white on black, set in DejaVu Sans Mono.
//
//go:embed letters.png
var lettersPNG []byte

// The size of a letter in pixels.
const (
	letterWidth  = 8
	letterHeight = 16
)

// letters returns the letters as a mask.
var letters = sync.OnceValue(func() *image.Alpha {
	img, err := png.Decode(bytes.NewReader(lettersPNG)) // a test reads it
	if err != nil {
		return image.NewAlpha(image.Rectangle{})
	}
	mask := image.NewAlpha(img.Bounds())
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			grey, _ := color.GrayModel.Convert(img.At(x, y)).(color.Gray)
			mask.SetAlpha(x, y, color.Alpha{grey.Y})
		}
	}
	return mask
})

// write writes a text from its upper left corner. What is no printable ASCII becomes a question mark.
func write(to draw.Image, at image.Point, text string, ink color.Color) {
	for _, r := range text {
		if r < ' ' || r > '~' {
			r = '?'
		}
		letter := image.Pt(int(r-' ')*letterWidth, 0)
		draw.DrawMask(to, image.Rectangle{at, at.Add(image.Pt(letterWidth, letterHeight))}, image.NewUniform(ink), image.Point{}, letters(), letter, draw.Over)
		at.X += letterWidth
	}
}
