package ocrdoc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2/search"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// letter is what the test pages say.
var letter = []string{
	"Minuta de la sesión del Grupo de Trabajo",
	"Fecha: 15 de septiembre de 2023",
	"Lugar: Asunción, sede del ministerio",
	"Se revisaron los avances de los compromisos 1, 3 y 10 del plan",
	"de acción y se escucharon las opiniones de las organizaciones.",
}

// drawn returns a page with lines of text at 300 dpi, and a table of ruled cells below them when it is asked for.
func drawn(t testing.TB, lines []string, table [][]string) gray {
	t.Helper()
	return drawnOn(t, image.Rect(0, 0, 2200, 1000), lines, table)
}

func drawnOn(t testing.TB, size image.Rectangle, lines []string, table [][]string) gray {
	t.Helper()
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 12, DPI: 300, Hinting: font.HintingFull})
	if err != nil {
		t.Fatal(err)
	}
	g := image.NewGray(size)
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	d := font.Drawer{Dst: g, Src: image.Black, Face: face}
	write := func(s string, x, y int) {
		d.Dot = fixed.P(x, y)
		d.DrawString(s)
	}
	for i, s := range lines {
		write(s, 180, 200+i*85)
	}
	top, wide, tall := 200+len(lines)*85, 600, 90
	for i, row := range table {
		for j, s := range row {
			x, y := 180+j*wide, top+i*tall
			write(s, x+20, y+62)
			draw.Draw(g, image.Rect(x, y, x+wide, y+tall), frame{image.Rect(x, y, x+wide, y+tall)}, image.Pt(x, y), draw.Over)
		}
	}
	return gray{g, 300}
}

// frame is a picture of a rectangle's border, four pixels wide.
type frame struct{ r image.Rectangle }

func (f frame) ColorModel() color.Model { return color.RGBAModel }
func (f frame) Bounds() image.Rectangle { return f.r }
func (f frame) At(x, y int) color.Color {
	if image.Pt(x, y).In(f.r.Inset(4)) {
		return color.RGBA{}
	}
	return color.Black
}

func (g gray) picture(t testing.TB) page.Picture {
	t.Helper()
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := e.Encode(&b, g.img); err != nil {
		t.Fatal(err)
	}
	return page.Picture{PNG: b.Bytes(), DPI: g.dpi, Language: "es"}
}

func recognised(t *testing.T, g gray) page.Recognised {
	t.Helper()
	r := New(Options{})
	if !r.Available() {
		if os.Getenv("CI") != "" {
			t.Fatal("tesseract is not installed")
		}
		t.Skip("tesseract is not installed")
	}
	got, err := r.Recognise(t.Context(), g.picture(t))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// text returns the lines of what was recognised.
func text(r page.Recognised) string {
	var sb strings.Builder
	for i, w := range r.Words {
		switch {
		case i > 0 && w.Line != r.Words[i-1].Line:
			sb.WriteByte('\n')
		case i > 0:
			sb.WriteByte(' ')
		}
		sb.WriteString(w.Text)
	}
	return sb.String()
}

// TestPages: however the page lies in the scanner, its text is read, and the boxes can be mapped to where its words are in the
// picture.
func TestPages(t *testing.T) {
	upright := drawn(t, letter, nil)
	plain := recognised(t, upright)
	want := strings.Join(letter, "\n")
	for _, x := range []struct {
		name string
		page gray
		turn int
		skew float64
	}{
		{"as it should", upright, 0, 0},
		{"upside down", upright.turned(180), 180, 0},
		{"on its right side", upright.turned(90), 270, 0},
		{"on its left side", upright.turned(270), 90, 0},
		{"slanted by 5 degrees", upright.straightened(-5), 0, 5},
		{"slanted by 3 degrees, the other way", upright.straightened(3), 0, -3},
		{"faint", faint(upright), 0, 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			got := recognised(t, x.page)
			if n := search.LevenshteinDistance(text(got), want); n*20 > len([]rune(want)) {
				t.Errorf("%d of %d characters differ:\n%s", n, len(want), text(got))
			}
			if got.OCR.Turn != x.turn || math.Abs(got.OCR.Skew-x.skew) > 0.4 {
				t.Errorf("turn %d, skew %.2f; want %d, %.1f", got.OCR.Turn, got.OCR.Skew, x.turn, x.skew)
			}
			if got.OCR.Language != "spa" || got.OCR.Confidence < sure {
				t.Errorf("read with %s, confidence %.1f", got.OCR.Language, got.OCR.Confidence)
			}
			checkShown(t, got, x.page, plain, upright)
		})
	}
}

// checkShown proves that the first word's box, mapped back to the page as shown, is where the picture of the page has it: what turned the
// page must have moved it there.
func checkShown(t *testing.T, got page.Recognised, g gray, plain page.Recognised, upright gray) {
	t.Helper()
	w, h := g.points(g.img.Rect.Dx()), g.points(g.img.Rect.Dy())
	b := page.Shown(got.Words[0].Box, got.OCR, w, h)
	inside := g.img.SubImage(image.Rect(int(b[0]*g.dpi/72), int(b[1]*g.dpi/72), int(b[2]*g.dpi/72)+1, int(b[3]*g.dpi/72)+1)).(*image.Gray)
	if n, want := darkPixels(inside), darkOf(upright, plain.Words[0].Box); math.Abs(float64(n-want)) > 0.25*float64(want) {
		t.Errorf("the box of %q holds %d dark pixels, the word has %d", got.Words[0].Text, n, want)
	}
}

func darkOf(g gray, b corpus.Box) int {
	return darkPixels(g.img.SubImage(image.Rect(int(b[0]*g.dpi/72), int(b[1]*g.dpi/72), int(b[2]*g.dpi/72)+1, int(b[3]*g.dpi/72)+1)).(*image.Gray))
}

// darkPixels counts what is darker than the middle of the picture's tones.
func darkPixels(g *image.Gray) (n int) {
	lo, hi := uint8(255), uint8(0)
	for y := g.Rect.Min.Y; y < g.Rect.Max.Y; y++ {
		for x := g.Rect.Min.X; x < g.Rect.Max.X; x++ {
			lo, hi = min(lo, g.GrayAt(x, y).Y), max(hi, g.GrayAt(x, y).Y)
		}
	}
	for y := g.Rect.Min.Y; y < g.Rect.Max.Y; y++ {
		for x := g.Rect.Min.X; x < g.Rect.Max.X; x++ {
			if g.GrayAt(x, y).Y < lo/2+hi/2 {
				n++
			}
		}
	}
	return n
}

// faint returns a page in pale grey.
func faint(g gray) gray {
	out := image.NewGray(g.img.Rect)
	for i, v := range g.img.Pix {
		out.Pix[i] = 215 + v/8
	}
	return gray{out, g.dpi}
}

// TestTable: the lines of a table are found where they are, and are no words.
func TestTable(t *testing.T) {
	rows := [][]string{{"Nombre", "Cargo", "Institución"}, {"La presidencia", "Directora", "Ministerio"}, {"La secretaría", "Técnico", "Fundación"}}
	for _, slant := range []float64{0, 2} {
		got := recognised(t, drawn(t, letter[:3], rows).straightened(-slant))
		across, up := 0, 0
		for _, r := range got.Rules {
			switch {
			case r.Horizontal() && r.X1-r.X0 > 400:
				across++
			case !r.Horizontal() && r.Y1-r.Y0 > 50:
				up++
			default:
				t.Errorf("slant %v: a line that is none: %+v", slant, r)
			}
		}
		if across != 4 || up != 4 {
			t.Errorf("slant %v: %d lines across, %d up, want 4 and 4", slant, across, up)
		}
		if s := text(got); strings.ContainsAny(s, "|[]_") || !strings.Contains(s, "Institución") || !strings.Contains(s, "Técnico") {
			t.Errorf("slant %v: words %q", slant, s)
		}
	}
}

func TestNothing(t *testing.T) {
	if got := recognised(t, drawn(t, nil, nil)); len(got.Words) != 0 {
		t.Errorf("words on a blank page: %q", text(got))
	}
}

// TestUnknownLanguage: without a hint a part of the page says which model reads it; where that tells nothing, all read together.
func TestUnknownLanguage(t *testing.T) {
	recognised(t, drawn(t, nil, nil)) // or skip
	for _, x := range []struct {
		lines []string
		want  string
	}{
		{letter, "spa"},
		{[]string{"The working group met on 3 May and reviewed the progress", "of the commitments that the ministry has to report on.", "Members asked for the data before the next meeting."}, "eng"},
		{[]string{"Hora 10"}, "eng+spa"},
	} {
		p := drawn(t, x.lines, nil).picture(t)
		p.Language = ""
		got, err := New(Options{Languages: []string{"eng", "spa", "xxx"}}).Recognise(t.Context(), p)
		if err != nil || got.OCR.Language != x.want {
			t.Errorf("%v, read with %s, want %s: %q", err, got.OCR.Language, x.want, text(got))
		}
	}
}

// script writes a false tesseract, which counts in the file "calls" how often it was asked to read.
func script(t *testing.T, reads string) (command, calls string) {
	t.Helper()
	dir := t.TempDir()
	command, calls = filepath.Join(dir, "tesseract"), filepath.Join(dir, "calls")
	text := fmt.Sprintf("#!/bin/sh\ncase $1 in\n--version) echo tesseract 9; exit;;\n--list-langs) echo List:; echo spa; exit;;\nesac\necho x >> %s\n%s\n", calls, reads)
	if err := os.WriteFile(command, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	return command, calls
}

func count(t *testing.T, calls string) int {
	t.Helper()
	b, err := os.ReadFile(calls)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return bytes.Count(b, []byte("\n"))
}

// row is a line and a word of tesseract's table, for a script.
const row = `printf '4\t1\t1\t1\t1\t0\t10\t10\t200\t40\t-1\t\n5\t1\t1\t1\t1\t1\t10\t10\t200\t40\t95\tMinuta\n'`

func TestFaults(t *testing.T) {
	blank := drawn(t, letter[:1], nil).picture(t)
	for _, x := range []struct {
		name, reads, code string
		calls             int
	}{
		{"killed in the middle", "kill -9 $$", "ocr_failed", 2},
		{"killed once", `[ $(wc -l < "$(dirname "$0")/calls") = 1 ] && kill -9 $$; ` + row, "", 2},
		{"fails", "echo 'Error, cannot read input file' >&2; exit 1", "ocr_failed", 1},
		{"hangs, and its child too", "sleep 60", "ocr_timeout", 1},
		{"says too much", "cat /dev/zero", "ocr_failed", 1},
	} {
		t.Run(x.name, func(t *testing.T) {
			command, calls := script(t, x.reads) // before others fork: a file that is open for writing anywhere cannot be run
			t.Parallel()
			began := time.Now()
			_, err := New(Options{Command: command, Timeout: 2 * time.Second}).Recognise(t.Context(), blank)
			var fault *corpus.ReadError
			if x.code != "" && (!errors.As(err, &fault) || fault.Code != x.code) || x.code == "" && err != nil {
				t.Errorf("error %v, want code %q", err, x.code)
			}
			if n := count(t, calls); n != x.calls {
				t.Errorf("asked %d times, want %d", n, x.calls)
			}
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestCancel(t *testing.T) {
	command, _ := script(t, "sleep 60")
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, err := New(Options{Command: command}).Recognise(ctx, drawn(t, nil, nil).picture(t))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want the context's", err)
	}
}

func TestMissing(t *testing.T) {
	r := New(Options{Command: filepath.Join(t.TempDir(), "none")})
	_, err := r.Recognise(t.Context(), page.Picture{})
	var fault *corpus.ReadError
	if r.Available() || !errors.As(err, &fault) || fault.Status != corpus.TextNeedsOCR || fault.Needs != corpus.Tesseract {
		t.Errorf("available %v, error %+v", r.Available(), err)
	}
}

func TestBadPictures(t *testing.T) {
	command, calls := script(t, row)
	for name, p := range map[string]page.Picture{"none": {}, "cut": {PNG: drawn(t, nil, nil).picture(t).PNG[:900]}} {
		_, err := New(Options{Command: command}).Recognise(t.Context(), p)
		var fault *corpus.ReadError
		if !errors.As(err, &fault) || fault.Code != "picture_malformed" || count(t, calls) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestCache: what was read once is not read again, in another process neither, unless the settings differ or the file is damaged;
// a folder that cannot be written to costs nothing but time.
func TestCache(t *testing.T) {
	command, calls := script(t, row)
	dir := t.TempDir()
	p := drawn(t, letter[:2], nil).picture(t)
	read := func(dir string, p page.Picture, want int) {
		t.Helper()
		got, err := New(Options{Command: command, Cache: dir}).Recognise(t.Context(), p)
		if err != nil || len(got.Words) != 1 || got.Words[0].Text != "Minuta" || got.Words[0].Box[0] != 2.4 {
			t.Fatalf("%v %+v", err, got.Words)
		}
		if n := count(t, calls); n != want {
			t.Errorf("asked %d times, want %d", n, want)
		}
	}
	read(dir, p, 1)
	read(dir, p, 1)
	finer := p
	finer.DPI = 200
	finer.Language = ""
	if _, err := New(Options{Command: command, Cache: dir}).Recognise(t.Context(), finer); err != nil || count(t, calls) != 2 {
		t.Errorf("another resolution is another page: %v, %d", err, count(t, calls))
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil || len(files) != 2 {
		t.Fatalf("files %v, %v", files, err)
	}
	for _, f := range files {
		if err := os.WriteFile(f, []byte("damaged"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	read(dir, p, 3)
	read(filepath.Join(files[0], "no folder"), p, 4)
}

// TestWorkers: no more processes at a time than are allowed.
func TestWorkers(t *testing.T) {
	command, _ := script(t, `d=$(dirname "$0"); mkdir "$d/busy" || { echo two at once >&2; exit 1; }; sleep 0.2; rmdir "$d/busy"; `+row)
	r := New(Options{Command: command, Workers: 1})
	p := drawn(t, nil, nil).picture(t)
	errs := make(chan error)
	for range 4 {
		go func() {
			_, err := r.Recognise(t.Context(), p)
			errs <- err
		}()
	}
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}
