package pdfdoc

import (
	"math"

	"github.com/ledongthuc/pdf"

	"github.com/irmtrail/irmtrail/corpus"
)

// glyph is one code that a page shows, in points from the top left of the page as shown.
type glyph struct {
	text  string
	x, y  float64 // of its origin, on the baseline
	width float64 // along the baseline
	size  float64 // of the font as shown
	style corpus.Style
	angle int // of the baseline: 0, 90 (reads upward), 180, 270 (reads downward)
	link  string
}

// Limits on a page. A scan with a text layer has some ten thousand glyphs.
const (
	maxGlyphs = 200_000
	maxForms  = 8 // nested
	maxOps    = 5_000_000
)

// matrix is [a b c d e f] of ISO 32000-1 8.3.3.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times returns the matrix that applies m first, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func matrixOf(args []pdf.Value) matrix {
	var m matrix
	for i := range m {
		m[i] = args[i].Float64()
	}
	return m
}

// state is the graphics state as far as text depends on it.
type state struct {
	ctm                           matrix
	font                          *font
	size, char, word, scale, rise float64
	leading                       float64
}

// machine runs the content of a page.
type machine struct {
	sheet  sheet
	fonts  map[string]*font // by resource name, of the resources in use
	res    pdf.Value
	state  state
	saved  []state
	tm     matrix // text matrix
	line   matrix // text line matrix
	depth  int
	ops    int
	inline bool // inside an inline image
	glyphs []glyph
}

// tooMuch ends a page that shows more than the limits allow; what it showed before is kept.
type tooMuch struct{}

// glyphsOf returns what a page shows. A page that breaks off in the middle gives what came before, and false.
func glyphsOf(page pdf.Value, s sheet) (glyphs []glyph, whole bool) {
	m := &machine{sheet: s, res: inherited(page, "Resources"), fonts: map[string]*font{}}
	m.state = state{ctm: identity, scale: 1}
	defer func() {
		if p := recover(); p != nil { // a malformed content stream
			_, enough := p.(tooMuch)
			glyphs, whole = m.glyphs, enough
		}
	}()
	if c := page.Key("Contents"); !c.IsNull() {
		pdf.Interpret(c, m.do)
	}
	return m.glyphs, true
}

// do runs an operator.
func (m *machine) do(stk *pdf.Stack, op string) {
	if m.ops++; m.ops > maxOps || len(m.glyphs) > maxGlyphs {
		panic(tooMuch{})
	}
	args := popAll(stk)
	if m.inline || op == "ID" { // the bytes of an inline image look like anything
		m.inline = op != "EI"
		return
	}
	n, known := operands[op]
	if !known || len(args) < n {
		return
	}
	args = args[len(args)-n:]
	switch op {
	case "q":
		if len(m.saved) < 1000 {
			m.saved = append(m.saved, m.state)
		}
	case "Q":
		if k := len(m.saved); k > 0 {
			m.state, m.saved = m.saved[k-1], m.saved[:k-1]
		}
	case "cm":
		m.state.ctm = matrixOf(args).times(m.state.ctm)
	case "Do":
		m.form(args[0].Name())
	default:
		m.text(op, args)
	}
}

// operands is how many operands the operators take that are run here.
var operands = map[string]int{
	"q": 0, "Q": 0, "cm": 6, "Do": 1, "BT": 0, "Tf": 2, "Tc": 1, "Tw": 1, "Tz": 1, "TL": 1, "Ts": 1,
	"Td": 2, "TD": 2, "Tm": 6, "T*": 0, "Tj": 1, "TJ": 1, "'": 1, "\"": 3,
}

// text runs an operator of ISO 32000-1 9.3 and 9.4.
func (m *machine) text(op string, args []pdf.Value) {
	s := &m.state
	switch op {
	case "BT":
		m.tm, m.line = identity, identity
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
	case "Td":
		m.move(args[0].Float64(), args[1].Float64())
	case "TD":
		s.leading = -args[1].Float64()
		m.move(args[0].Float64(), args[1].Float64())
	case "Tm":
		m.line = matrixOf(args)
		m.tm = m.line
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
	for i := range list.Len() {
		if v := list.Index(i); v.Kind() == pdf.String {
			m.show(v.RawString())
		} else {
			m.advance(-v.Float64() / 1000 * m.state.size * m.state.scale)
		}
	}
}

func (m *machine) move(x, y float64) {
	m.line = matrix{1, 0, 0, 1, x, y}.times(m.line)
	m.tm = m.line
}

func (m *machine) advance(x float64) {
	m.tm = matrix{1, 0, 0, 1, x, 0}.times(m.tm)
}

// font returns a font of the resources in use.
func (m *machine) font(name string) *font {
	if f, ok := m.fonts[name]; ok {
		return f
	}
	f := newFont(m.res.Key("Font").Key(name))
	m.fonts[name] = f
	return f
}

// show adds the glyphs of a string.
func (m *machine) show(raw string) {
	s := &m.state
	if s.font == nil {
		return
	}
	s.font.codes(raw, func(code int, bytes string) {
		text := s.font.text(code, bytes)
		w := s.font.width(code, text)
		if text != "" {
			m.add(text, w)
		}
		advance := w*s.size + s.char
		if bytes == " " {
			advance += s.word
		}
		m.advance(advance * s.scale)
	})
}

// add adds one glyph of a width in ems.
func (m *machine) add(text string, width float64) {
	s := &m.state
	trm := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.times(m.tm).times(s.ctm)
	x, y := m.sheet.shown(trm[4], trm[5])
	endX, endY := m.sheet.shown(trm[4]+trm[0], trm[5]+trm[1])
	along := math.Hypot(endX-x, endY-y)
	size := math.Hypot(trm[2], trm[3])
	if !plausible(x, y, along, size) {
		return
	}
	m.glyphs = append(m.glyphs, glyph{
		text: text, x: x, y: y, width: width * along, size: math.Round(size*10) / 10, style: s.font.style,
		angle: quarter(endX-x, endY-y),
	})
	if len(m.glyphs) > maxGlyphs {
		panic(tooMuch{})
	}
}

// plausible reports whether a glyph is within reach of a page.
func plausible(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.Abs(v) > 1e5 {
			return false
		}
	}
	return values[len(values)-1] > 0.5
}

// quarter returns the direction of a baseline on the page, to the nearest quarter turn. Down the page is positive y.
func quarter(dx, dy float64) int {
	switch {
	case math.Abs(dx) >= math.Abs(dy) && dx >= 0:
		return 0
	case math.Abs(dx) >= math.Abs(dy):
		return 180
	case dy < 0:
		return 90
	}
	return 270
}

// form runs a form XObject (ISO 32000-1 8.10).
func (m *machine) form(name string) {
	x := m.res.Key("XObject").Key(name)
	if x.Key("Subtype").Name() != "Form" || m.depth >= maxForms {
		return
	}
	res, fonts, before, saved := m.res, m.fonts, m.state, m.saved
	m.saved = nil
	if r := x.Key("Resources"); !r.IsNull() {
		m.res, m.fonts = r, map[string]*font{}
	}
	if f := x.Key("Matrix"); f.Kind() == pdf.Array && f.Len() == 6 {
		args := make([]pdf.Value, 6)
		for i := range args {
			args[i] = f.Index(i)
		}
		m.state.ctm = matrixOf(args).times(m.state.ctm)
	}
	m.depth++
	pdf.Interpret(x, m.do)
	m.depth--
	m.res, m.fonts, m.state, m.saved = res, fonts, before, saved
}

// maxAnnotations bounds the links of a page.
const maxAnnotations = 2000

// setLinks gives the glyphs under link annotations their addresses (ISO 32000-1 12.5.6.5).
func setLinks(page pdf.Value, s sheet, glyphs []glyph) {
	annotations := page.Key("Annots")
	for i := range min(annotations.Len(), maxAnnotations) {
		a := annotations.Index(i)
		uri := a.Key("A").Key("URI")
		box, ok := rectangle(a.Key("Rect"))
		if a.Key("Subtype").Name() != "Link" || uri.Kind() != pdf.String || !ok {
			continue
		}
		target := webAddress(uri.RawString())
		ax, ay := s.shown(box.x0, box.y0)
		bx, by := s.shown(box.x1, box.y1)
		x0, x1, y0, y1 := min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
		for j := range glyphs {
			g := &glyphs[j]
			x, y := g.x+g.width/2, g.y-g.size*0.3
			if target != "" && g.angle == 0 && x >= x0 && x <= x1 && y >= y0 && y <= y1 {
				g.link = target
			}
		}
	}
}
