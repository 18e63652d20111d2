package sample

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// font is one of the standard fonts that every PDF reader has, with WinAnsiEncoding.
type font int

const (
	regular font = iota
	bold
	oblique
)

var fontNames = [...]string{"Helvetica", "Helvetica-Bold", "Helvetica-Oblique"}

// Widths of the characters 32 to 126 in thousandths of the font size. The oblique ones are the regular ones.
var (
	regularWidths = [95]int{
		278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
		556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
		556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
	}
	boldWidths = [95]int{
		278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
		556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611,
		611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
	}
)

// base maps the characters beyond ASCII that our texts use to one of the same width.
var base = strings.NewReplacer(
	"á", "a", "à", "a", "â", "a", "é", "e", "è", "e", "ê", "e", "ë", "e", "í", "i", "î", "i", "ï", "i", "ó", "o", "ô", "o", "ö", "o",
	"ú", "u", "ù", "u", "û", "u", "ü", "u", "ñ", "n", "ç", "c", "Á", "A", "À", "A", "É", "E", "È", "E", "Í", "I", "Ó", "O", "Ú", "U",
	"Ñ", "N", "Ç", "C", "–", "0", "“", "r", "”", "r", "’", "!", "‘", "!", "¿", "?", "¡", "!", "°", "t", "º", "t", "ª", "t", "…", "@", "œ", "m",
	"«", "0", "»", "0", "•", "r", "\u00a0", " ",
)

// width measures a text in thousandths of the font size.
func (f font) width(text string) float64 {
	w := 0
	for _, r := range base.Replace(text) {
		w += f.widthOf(r)
	}
	return float64(w)
}

func (f font) widthOf(r rune) int {
	if r < 32 || r > 126 {
		return 556
	}
	if f == bold {
		return boldWidths[r-32]
	}
	return regularWidths[r-32]
}

// widths is the array of a font dictionary for the codes 32 to 255.
func (f font) widths() string {
	var sb strings.Builder
	for code := 32; code < 256; code++ {
		r := charmap.Windows1252.DecodeByte(byte(code))
		if r == utf8.RuneError {
			r = ' '
		}
		fmt.Fprintf(&sb, " %d", int(f.width(string(r))))
	}
	return "[" + sb.String()[1:] + "]"
}

// literal writes a text as a PDF string in WinAnsiEncoding. The error names the text that the encoding has no code for.
func literal(text string) (string, error) {
	enc, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		return "", fmt.Errorf("encode %q: %w", text, err)
	}
	var sb strings.Builder
	sb.WriteByte('(')
	for i := range len(enc) {
		switch c := enc[i]; {
		case c == '(' || c == ')' || c == '\\':
			sb.WriteByte('\\')
			sb.WriteByte(c)
		case c < 32 || c > 126:
			fmt.Fprintf(&sb, "\\%03o", c)
		default:
			sb.WriteByte(c)
		}
	}
	sb.WriteByte(')')
	return sb.String(), nil
}
