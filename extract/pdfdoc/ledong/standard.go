package ledong

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed standard.tsv
var standardTSV string

// standardWidths returns the widths of the columns of standard.tsv by character.
var standardWidths = sync.OnceValue(func() map[rune][]float64 {
	widths := map[rune][]float64{}
	for line := range strings.Lines(standardTSV) {
		fields := strings.Fields(line)
		if line[0] == '#' {
			continue
		}
		code, _ := strconv.ParseUint(fields[0], 16, 32) // a test reads the file
		for _, f := range fields[1:] {
			w, _ := strconv.ParseFloat(f, 64)
			widths[rune(code)] = append(widths[rune(code)], w)
		}
	}
	return widths
})

const (
	fixedWidth   = 600 // of the Courier fonts
	unknownWidth = 550 // of a character that the table does not hold
)

// standardWidth returns the width of a character in the standard font that a font's name means, in thousandths of an em.
// Fonts of unknown names are taken for Helvetica.
func standardWidth(name, text string) float64 {
	lower := strings.ToLower(name)
	if strings.Contains(lower, "courier") {
		return fixedWidth
	}
	r, _ := utf8.DecodeRuneInString(text)
	switch r {
	case 0xa0:
		r = ' '
	case 0xad:
		r = '-'
	}
	if w := standardWidths()[r]; w != nil {
		return w[standardColumn(lower)]
	}
	return unknownWidth
}

// standardColumn returns the column of standard.tsv for a font's name in lower case.
func standardColumn(name string) int {
	bold := strings.Contains(name, "bold")
	italic := strings.Contains(name, "italic") || strings.Contains(name, "oblique")
	switch times := strings.Contains(name, "times"); {
	case !times && !bold:
		return 0
	case !times:
		return 1
	case bold && italic:
		return 5
	case italic:
		return 4
	case bold:
		return 3
	}
	return 2
}
