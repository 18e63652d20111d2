package flow

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

//go:embed symbols.tsv
var symbolsTSV string

// sign is a character of a symbol font.
type sign struct {
	font string
	code rune
}

var signs = sync.OnceValue(func() map[sign]string {
	out := map[sign]string{}
	for line := range strings.Lines(symbolsTSV) {
		f := strings.Fields(line)
		if len(f) != 3 || f[0] == "#" {
			continue
		}
		code, err := strconv.ParseUint(f[1], 16, 16)
		if err != nil {
			panic(err) // our own file
		}
		out[sign{f[0], rune(code)}] = f[2]
	}
	return out
})

// Symbols returns what a text shows in a font: its characters themselves, but other signs in symbol fonts. Those put their codes at
// U+F000, where a character without a sign is left out.
func Symbols(font, text string) string {
	font = symbolFont(font)
	if font == "" && !strings.ContainsFunc(text, private) {
		return text
	}
	var sb strings.Builder
	for _, c := range text {
		sb.WriteString(show(font, c))
	}
	return sb.String()
}

// show returns what one character shows.
func show(font string, c rune) string {
	low := c
	if private(c) {
		low = c - 0xf000
	}
	if s, ok := signs()[sign{font, low}]; ok && font != "" {
		return s
	}
	switch {
	case private(c):
		return signs()[sign{"*", low}]
	case font != "" && font != "symbol" && low < 0x100 && !unicode.IsSpace(c):
		return signs()[sign{"*", low}]
	}
	return string(c)
}

func private(c rune) bool { return c >= 0xf000 && c <= 0xf0ff }

// symbolFont returns which symbol font a name is of; "" for fonts of text.
func symbolFont(name string) string {
	name = strings.ToLower(strings.ReplaceAll(name, " ", ""))
	switch name {
	case "wingdings", "wingdings2", "wingdings3", "webdings", "symbol":
		return name
	}
	return ""
}
