package words

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Unmapped stands for a glyph of which the file does not say what it is.
const Unmapped = "\ufffd"

//go:embed symbols.tsv
var symbolsTSV string

//go:embed codes.tsv
var codesTSV string

// symbol names a glyph of a symbol font.
type symbol struct {
	font string // "*" for any
	code rune
}

var symbols = sync.OnceValue(func() map[symbol]string {
	out := map[symbol]string{}
	for _, f := range fields(symbolsTSV) {
		code, _ := strconv.ParseUint(f[1], 16, 32)
		out[symbol{f[0], rune(code)}] = f[2]
	}
	return out
})

var codes = sync.OnceValue(func() map[rune]string {
	out := map[rune]string{}
	for _, f := range fields(codesTSV) {
		code, _ := strconv.ParseUint(f[0], 16, 32)
		out[rune(code)] = f[1]
	}
	return out
})

// fields returns the rows of a table of three columns.
func fields(tsv string) [][]string {
	var out [][]string
	for line := range strings.Lines(tsv) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) == 3 && !strings.HasPrefix(line, "#") {
			out = append(out, f)
		}
	}
	return out
}

// mender says what glyphs show.
type mender struct {
	fonts []string // of the page: the symbol font's name as the table has it; "" for text fonts
}

func newMender(p *page.Page) mender {
	m := mender{fonts: make([]string, len(p.Fonts))}
	for i, f := range p.Fonts {
		m.fonts[i] = symbolFont(f.Name)
	}
	return m
}

// symbolFonts are the fonts of the table, longer names first.
var symbolFonts = []string{"wingdings2", "wingdings3", "wingdings", "webdings", "symbol"}

// symbolFont returns which symbol font a name is of: "Wingdings-Regular" and "Wingdings 2" are, "SymbolicText" is not.
func symbolFont(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	for _, style := range []string{"regular", "mt", "bold", "italic", "normal"} {
		name = strings.TrimSuffix(name, style)
	}
	for _, f := range symbolFonts {
		if name == f {
			return f
		}
	}
	return ""
}

// text returns what a glyph shows: "" for nothing, white where it parts words.
func (m mender) text(g *page.Glyph) (text string, white bool) {
	r, size := utf8.DecodeRuneInString(g.Text)
	font := ""
	if g.Font >= 0 && g.Font < len(m.fonts) {
		font = m.fonts[g.Font]
	}
	if font == "" && size == len(g.Text) && r > ' ' && r < 0x7f {
		return g.Text, false
	}
	if isWhite(g.Text) {
		return "", true
	}
	if size != len(g.Text) {
		return strings.Map(dropControls, norm.NFC.String(takeApart(g.Text))), false
	}
	return m.mend(font, r, g), false
}

// mend returns what one code point shows.
func (m mender) mend(font string, r rune, g *page.Glyph) string {
	if s := symbolText(font, r, rune(g.Code)); s != "" {
		return s
	}
	if s, ok := codes()[r]; ok {
		return s
	}
	switch {
	case g.Text == "" || r == utf8.RuneError || isPrivate(r):
		return unmapped(g)
	case r == 2 || r == 0xfffe || r == 0xad && g.Box[2]-g.Box[0] > 0.05*g.Size:
		return "-" // hyphens at the ends of lines as PDFium has them, and the soft hyphen where it is printed
	}
	return strings.Map(dropControls, takeApart(string(r)))
}

// unmapped returns the sign for a glyph without a meaning if it takes up room.
func unmapped(g *page.Glyph) string {
	if g.Box[2]-g.Box[0] < 0.05*g.Size && g.Box[3]-g.Box[1] < 0.05*g.Size {
		return ""
	}
	return Unmapped
}

// symbolText returns what a code shows in a symbol font. Fonts of Windows put their codes at U+F000; text that is mapped to
// other code points already is right.
func symbolText(font string, r, code rune) string {
	if r == utf8.RuneError || r == 0 {
		r = code
	}
	low := r
	if r >= 0xf000 && r <= 0xf0ff {
		low = r - 0xf000
	} else if font == "" || r > 0xff {
		return ""
	}
	if font == "symbol" && r < 0x7f {
		return "" // Latin letters of a font that is called Symbol are mapped, or they would be Greek
	}
	table := symbols()
	if s, ok := table[symbol{font, low}]; ok && font != "" {
		return s
	}
	return table[symbol{"*", low}]
}

func isPrivate(r rune) bool {
	return r >= 0xe000 && r <= 0xf8ff || r >= 0xf0000
}

// takeApart writes the ligatures among the presentation forms as letters.
func takeApart(s string) string {
	if !strings.ContainsFunc(s, isLigature) {
		return s
	}
	return norm.NFKC.String(s)
}

func isLigature(r rune) bool { return r >= 0xfb00 && r <= 0xfb17 }

// dropControls drops what has no shape: controls, soft hyphens, zero-width spaces and joiners, marks of direction.
func dropControls(r rune) rune {
	if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == 0xfffe || r == 0xffff {
		return -1
	}
	return r
}
