package ledong

import (
	"math"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// textState is ISO 32000-1 9.3.
type textState struct {
	font                          *font
	size, char, word, scale, rise float64
	leading                       float64
	mode                          int64 // of rendering
}

// text runs an operator of 9.3 and 9.4.
func (m *machine) text(op string, args []pdf.Value) {
	s := &m.state.text
	switch op {
	case "BT":
		m.tm, m.line = page.Identity(), page.Identity()
	case "Tf":
		s.font, s.size = m.font(args[0].Name()), args[1].Float64()
	case "Tc":
		s.char = args[0].Float64()
	case "Tw":
		s.word = args[0].Float64()
	case "Tz":
		s.scale = args[0].Float64() / 100
	case "TL":
		s.leading = args[0].Float64()
	case "Ts":
		s.rise = args[0].Float64()
	case "Tr":
		s.mode = args[0].Int64()
	case "Td":
		m.move(args[0].Float64(), args[1].Float64())
	case "TD":
		s.leading = -args[1].Float64()
		m.move(args[0].Float64(), args[1].Float64())
	case "Tm":
		m.line = matrixOf(args)
		m.tm = m.line
	default:
		m.showing(op, args)
	}
}

// showing runs an operator that shows text, or moves to the next line.
func (m *machine) showing(op string, args []pdf.Value) {
	s := &m.state.text
	switch op {
	case "T*":
		m.move(0, -s.leading)
	case "\"":
		s.word, s.char = args[0].Float64(), args[1].Float64()
		m.move(0, -s.leading)
		m.show(args[2].RawString())
	case "'":
		m.move(0, -s.leading)
		m.show(args[0].RawString())
	case "Tj":
		m.show(args[0].RawString())
	case "TJ":
		m.showList(args[0])
	}
}

func (m *machine) showList(list pdf.Value) {
	s := &m.state.text
	for i := range list.Len() {
		if v := list.Index(i); v.Kind() == pdf.String {
			m.show(v.RawString())
		} else {
			m.advance(-v.Float64() / 1000 * s.size * s.scale)
		}
	}
}

func (m *machine) move(x, y float64) {
	m.line = page.Matrix{1, 0, 0, 1, x, y}.Then(m.line)
	m.tm = m.line
}

func (m *machine) advance(x float64) {
	m.tm = page.Matrix{1, 0, 0, 1, x, 0}.Then(m.tm)
}

// font returns a font of the resources in use.
func (m *machine) font(name string) *font {
	f, ok := m.fonts[name]
	if !ok {
		f = m.addFont(newFont(m.res.Key("Font").Key(name)))
		m.fonts[name] = f
	}
	return f
}

// addFont enters a font in the page's list, where fonts of the same looks are one.
func (m *machine) addFont(f *font) *font {
	for i, known := range m.page.Fonts {
		if known == f.looks {
			f.index = i
			return f
		}
	}
	f.index = len(m.page.Fonts)
	m.page.Fonts = append(m.page.Fonts, f.looks)
	return f
}

// show adds the glyphs of a string.
func (m *machine) show(raw string) {
	s := &m.state.text
	if s.font == nil {
		return
	}
	s.font.codes(raw, func(code int, bytes string) {
		text := s.font.text(code, bytes)
		w := s.font.width(code, text)
		m.add(text, code, w)
		advance := w*s.size + s.char
		if bytes == " " {
			advance += s.word
		}
		m.advance(advance * s.scale)
	})
}

// add adds one glyph of a width in ems.
func (m *machine) add(text string, code int, width float64) {
	s := &m.state.text
	trm := page.Matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.Then(m.tm).Then(m.state.ctm)
	frame := m.page.Frame
	x, y := frame.Shown(trm[4], trm[5])
	endX, endY := frame.Shown(trm.Apply(1, 0))
	size := math.Hypot(trm[2], trm[3])
	if !plausible(x, y, endX, endY, width, size) {
		return
	}
	g := page.Glyph{
		Text: text, X: x, Y: y, Size: math.Round(size*100) / 100, Angle: degrees(endX-x, endY-y),
		Font: s.font.index, Color: m.state.fill.color, Element: -1, Code: codeOf(text, code),
	}
	box := around(x, y)
	for _, c := range [][2]float64{{0, s.font.descent}, {width, s.font.descent}, {width, s.font.ascent}, {0, s.font.ascent}} {
		box = join(box, around(frame.Shown(trm.Apply(c[0], c[1]))))
	}
	g.Box = box
	g.Hidden = m.hidden(box)
	m.page.Glyphs = append(m.page.Glyphs, g)
	if len(m.page.Glyphs) >= maxGlyphs {
		panic(tooMuch{})
	}
}

// hidden reports whether a glyph leaves no ink: by its rendering mode (9.3.6), transparent, or clipped away.
func (m *machine) hidden(box corpus.Box) bool {
	x, y, c := (box[0]+box[2])/2, (box[1]+box[3])/2, m.state.clip
	switch m.state.text.mode {
	case 3, 7:
		return true
	case 0, 4:
		if m.state.fill.clear {
			return true
		}
	}
	return x < c[0] || x > c[2] || y < c[1] || y > c[3]
}

// codeOf returns the character of a glyph, or the font's own code when it maps to none.
func codeOf(text string, code int) uint32 {
	if text == "" {
		return uint32(code)
	}
	r, _ := utf8.DecodeRuneInString(text)
	return uint32(r)
}

// plausible reports whether a glyph is within reach of a page, and large enough to be seen.
func plausible(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.Abs(v) > 1e5 {
			return false
		}
	}
	return values[len(values)-1] > 0.5
}

// degrees returns a direction on the page, clockwise: down is positive y.
func degrees(dx, dy float64) int {
	return (int(math.Round(math.Atan2(dy, dx)*180/math.Pi)) + 360) % 360
}
