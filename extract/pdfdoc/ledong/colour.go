package ledong

import (
	"math"

	"github.com/ledongthuc/pdf"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// ink is what a path or a glyph is painted with.
type ink struct {
	color page.Color
	tints bool // components are amounts of ink (Separation, DeviceN), not of light
	clear bool // fully transparent
}

var blackInk = ink{color: page.Black}

// colour runs an operator of ISO 32000-1 8.6.8, if it is one.
func (m *machine) colour(op string, args []pdf.Value) bool {
	to := &m.state.fill
	switch op {
	case "G", "RG", "K", "CS", "SC", "SCN":
		to = &m.state.stroke
	}
	switch op {
	case "cs", "CS":
		to.color, to.tints = page.Black, m.tints(args[0].Name())
	case "g", "G", "rg", "RG", "k", "K":
		to.tints = false
		to.set(args)
	case "sc", "SC", "scn", "SCN":
		to.set(args)
	default:
		return false
	}
	return true
}

// tints reports whether a colour space counts ink.
func (m *machine) tints(name string) bool {
	switch m.res.Key("ColorSpace").Key(name).Index(0).Name() {
	case "Separation", "DeviceN":
		return true
	}
	return false
}

// set sets a colour by its components: grey, red green blue, or cyan magenta yellow black. Patterns keep the colour before.
func (k *ink) set(args []pdf.Value) {
	c := make([]float64, 0, 4)
	for _, a := range args {
		if a.Kind() != pdf.Integer && a.Kind() != pdf.Real {
			return
		}
		c = append(c, min(max(a.Float64(), 0), 1))
	}
	switch {
	case len(c) == 1 && k.tints:
		k.color = rgb(1-c[0], 1-c[0], 1-c[0])
	case len(c) == 1:
		k.color = rgb(c[0], c[0], c[0])
	case len(c) == 3 && !k.tints:
		k.color = rgb(c[0], c[1], c[2])
	case len(c) == 4:
		k.color = rgb((1-c[0])*(1-c[3]), (1-c[1])*(1-c[3]), (1-c[2])*(1-c[3]))
	}
}

func rgb(r, g, b float64) page.Color {
	part := func(v float64) page.Color { return page.Color(math.Round(v * 255)) }
	return part(r)<<16 | part(g)<<8 | part(b)
}
