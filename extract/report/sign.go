package report

import (
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

// sign is what a cell without words says.
type sign uint8

const (
	noSign     sign = iota
	tick            // a tick, a bullet, a square, a small drawing
	crossSign       // an X: a tick where it stands alone, a no beside ticks
	starSign        // a starred commitment
	hollowSign      // an empty box: the place of a tick that is not made
)

// The characters of signs in text, as reports print them and readers map them from symbol fonts. U+F0FC, U+F06C and others
// are Wingdings in the private use area, which a reader can leave as they are.
const (
	ticks   = "✔✓☑√●■•▪◼⬛◾◆♦⚫🗸✅\uf0fc\uf06c\uf06e\uf0a7\uf0fe\uf0b7"
	crosses = "✗✘☒✖✕×╳❌\uf0fb\uf0fd\uf078"
	stars   = "✪★⭐✭✮✯🟊🌟"
	hollows = "☐□○◯◻⬜☆▢\uf0a8\uf06f\uf0a1"
)

// signOf returns the sign that a cell holds: by the reader's mark, else by its text, where nothing else stands there.
func signOf(m corpus.Mark, text string) sign {
	switch m {
	case corpus.MarkCheck, corpus.MarkDot, corpus.MarkDrawn:
		return tick
	case corpus.MarkCross:
		return crossSign
	case corpus.MarkStar:
		return starSign
	case corpus.MarkHollow:
		return hollowSign
	}
	if strings.Trim(text, "Xx ") == "" && text != "" {
		return crossSign
	}
	found := noSign
	for _, r := range text {
		s := signOfRune(r)
		switch {
		case s == noSign && (unicode.IsSpace(r) || r == '\ufe0e' || r == '\ufe0f'): // variation selectors choose a glyph's look
		case s == noSign || found != noSign && found != s:
			return noSign
		default:
			found = s
		}
	}
	return found
}

func signOfRune(r rune) sign {
	switch {
	case strings.ContainsRune(ticks, r):
		return tick
	case strings.ContainsRune(crosses, r):
		return crossSign
	case strings.ContainsRune(stars, r):
		return starSign
	case strings.ContainsRune(hollows, r):
		return hollowSign
	}
	return noSign
}

// firstSign returns the first character of a text.
func firstSign(text string) string {
	for _, r := range text {
		return string(r)
	}
	return " "
}

// starred reports whether a text bears a star.
func starred(text string) bool { return strings.ContainsAny(text, stars) }

// firstStar returns the first star of a text.
func firstStar(text string) string {
	for _, r := range text {
		if strings.ContainsRune(stars, r) {
			return string(r)
		}
	}
	return ""
}

// unstarred returns a text with spaces for its stars, so that offsets stay.
func unstarred(text string) string {
	if !starred(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(stars, r) {
			return ' '
		}
		return r
	}, text)
}

// withoutStars returns a title without its stars.
func withoutStars(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune(stars, r) || r == '☆' || r == '\ufe0e' || r == '\ufe0f' {
			return -1
		}
		return r
	}, text))
}
