package ledong

import (
	"github.com/ledongthuc/pdf"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Limits on a page. A scan with a text layer has some ten thousand glyphs, a map some ten thousand paths.
const (
	maxGlyphs = 200_000
	maxPaths  = 200_000
	maxForms  = 8 // nested
	maxOps    = 5_000_000
	maxSaved  = 1000
)

// state is the graphics state (ISO 32000-1 8.4) as far as it is read here.
type state struct {
	ctm          page.Matrix
	clip         corpus.Box // as shown; the bounds of the clipping path
	lineWidth    float64
	fill, stroke ink
	text         textState
}

// machine runs the content of a page.
type machine struct {
	page   *page.Page
	fonts  map[string]*font // by resource name, of the resources in use
	res    pdf.Value
	state  state
	saved  []state
	tm     page.Matrix // text page.Matrix
	line   page.Matrix // text line page.Matrix
	path   path
	clips  bool // the path becomes a clip when it is painted
	depth  int
	ops    int
	inline bool // inside an inline image
}

// tooMuch ends a page that shows more than the limits allow; what it showed before is kept.
type tooMuch struct{}

// show runs the content of a page and adds what it shows. It panics when the content is malformed.
func show(v pdf.Value, p *page.Page) {
	m := &machine{page: p, res: inherited(v, "Resources"), fonts: map[string]*font{}}
	m.state = state{ctm: page.Identity(), lineWidth: 1, clip: corpus.Box{0, 0, p.Width, p.Height}, text: textState{scale: 1}}
	m.state.fill, m.state.stroke = blackInk, blackInk
	defer func() {
		if r := recover(); r != nil {
			if _, enough := r.(tooMuch); !enough {
				panic(r)
			}
		}
	}()
	if c := v.Key("Contents"); !c.IsNull() {
		pdf.Interpret(c, m.do)
	}
}

// do runs an operator.
func (m *machine) do(stk *pdf.Stack, op string) {
	if m.ops++; m.ops > maxOps {
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
	if n > 0 {
		args = args[len(args)-n:]
	}
	switch {
	case m.general(op, args), m.construct(op, args), m.paint(op), m.colour(op, args):
	default:
		m.text(op, args)
	}
}

// operands is how many operands the operators take that are run here; colours take as many as there are.
var operands = map[string]int{
	"q": 0, "Q": 0, "cm": 6, "w": 1, "gs": 1, "Do": 1, "BI": 0,
	"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "h": 0, "re": 4, "W": 0, "W*": 0,
	"S": 0, "s": 0, "f": 0, "F": 0, "f*": 0, "B": 0, "B*": 0, "b": 0, "b*": 0, "n": 0,
	"g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4, "cs": 1, "CS": 1, "sc": 0, "SC": 0, "scn": 0, "SCN": 0,
	"BT": 0, "Tf": 2, "Tc": 1, "Tw": 1, "Tz": 1, "TL": 1, "Ts": 1, "Tr": 1,
	"Td": 2, "TD": 2, "Tm": 6, "T*": 0, "Tj": 1, "TJ": 1, "'": 1, "\"": 3,
}

// general runs an operator of the graphics state or of XObjects (8.4.4, 8.8), if it is one.
func (m *machine) general(op string, args []pdf.Value) bool {
	switch op {
	case "q":
		if len(m.saved) < maxSaved {
			m.saved = append(m.saved, m.state)
		}
	case "Q":
		if k := len(m.saved); k > 0 {
			m.state, m.saved = m.saved[k-1], m.saved[:k-1]
		}
	case "cm":
		m.state.ctm = matrixOf(args).Then(m.state.ctm)
	case "w":
		m.state.lineWidth = args[0].Float64()
	case "gs":
		m.external(m.res.Key("ExtGState").Key(args[0].Name()))
	case "BI":
		m.image()
	case "Do":
		m.object(m.res.Key("XObject").Key(args[0].Name()))
	default:
		return false
	}
	return true
}

// external sets the parameters of a graphics state dictionary (8.4.5).
func (m *machine) external(g pdf.Value) {
	if v := g.Key("LW"); !v.IsNull() {
		m.state.lineWidth = v.Float64()
	}
	if v := g.Key("ca"); !v.IsNull() {
		m.state.fill.clear = v.Float64() == 0
	}
	if v := g.Key("CA"); !v.IsNull() {
		m.state.stroke.clear = v.Float64() == 0
	}
	if f := g.Key("Font"); f.Len() == 2 {
		m.state.text.font, m.state.text.size = m.addFont(newFont(f.Index(0))), f.Index(1).Float64()
	}
}

// object shows an XObject: a picture, or the content of a form (8.10).
func (m *machine) object(x pdf.Value) {
	switch x.Key("Subtype").Name() {
	case "Image":
		m.image()
	case "Form":
		if m.depth < maxForms {
			m.form(x)
		}
	}
}

func (m *machine) form(x pdf.Value) {
	res, fonts, before, saved := m.res, m.fonts, m.state, m.saved
	m.saved = nil
	if r := x.Key("Resources"); !r.IsNull() {
		m.res, m.fonts = r, map[string]*font{}
	}
	if f := x.Key("Matrix"); f.Kind() == pdf.Array && f.Len() == 6 {
		m.state.ctm = matrixOf(elements(f, 6)).Then(m.state.ctm)
	}
	if b, ok := rectangle(x.Key("BBox")); ok {
		m.clip(m.bounds(b[0], b[1], b[2], b[3]))
	}
	m.depth++
	pdf.Interpret(x, m.do)
	m.depth--
	m.res, m.fonts, m.state, m.saved = res, fonts, before, saved
}

// image adds the picture that fills the unit square.
func (m *machine) image() {
	if box, ok := m.visible(m.bounds(0, 0, 1, 1)); ok {
		m.page.Images = append(m.page.Images, page.Image{Box: box})
		m.limitPaths()
	}
}

func (m *machine) limitPaths() {
	p := m.page
	if len(p.Rules)+len(p.Fills)+len(p.Shapes)+len(p.Images) > maxPaths {
		panic(tooMuch{})
	}
}

// shown returns a point of the coordinates in use on the page as shown.
func (m *machine) shown(x, y float64) (float64, float64) {
	return m.page.Frame.Shown(m.state.ctm.Apply(x, y))
}

// bounds returns the box as shown that holds a rectangle of the coordinates in use.
func (m *machine) bounds(x0, y0, x1, y1 float64) corpus.Box {
	box := around(m.shown(x0, y0))
	for _, c := range [][2]float64{{x1, y0}, {x1, y1}, {x0, y1}} {
		box = join(box, around(m.shown(c[0], c[1])))
	}
	return box
}

func (m *machine) clip(box corpus.Box) {
	c := &m.state.clip
	*c = corpus.Box{max(c[0], box[0]), max(c[1], box[1]), min(c[2], box[2]), min(c[3], box[3])}
}

// visible returns the part of a box that is not clipped away, if any is.
func (m *machine) visible(box corpus.Box) (corpus.Box, bool) {
	c := m.state.clip
	box = corpus.Box{max(c[0], box[0]), max(c[1], box[1]), min(c[2], box[2]), min(c[3], box[3])}
	return box, box[0] <= box[2] && box[1] <= box[3]
}

// around returns the box of a point.
func around(x, y float64) corpus.Box { return corpus.Box{x, y, x, y} }

// join returns the box around both.
func join(a, b corpus.Box) corpus.Box {
	return corpus.Box{min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])}
}
