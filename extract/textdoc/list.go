package textdoc

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// bullet is how a line of a list begins.
type bullet struct {
	mark   string // with its white space, "• ", "3. "
	label  string // of a numbered item: "3", "iv", "b"
	number int    // the label as a number; 0 for bullets
}

var (
	// dotted matches a bullet before text: "• Sharing of information", "- one", "* two".
	dotted = regexp.MustCompile(`^(?:[•‣▪▫■□●○◦∙·–—*-]|\x{F0B7}|\x{F0A7}|o )\s*`)
	// numbered matches a number before text: "3. Open contracts", "12) x", "(b) y", "iv. z".
	numbered = regexp.MustCompile(`^\(?(\d{1,3}|[a-z]|[ivx]{1,6})[.)]\s+`)
)

// bulletOf returns the bullet of a line; none for lines without, and for "-5 %" or "*", which no text follows behind a
// space.
func bulletOf(text string) bullet {
	if text[0] >= 'A' && text[0] <= 'Z' { // most lines
		return bullet{}
	}
	if m := dotted.FindString(text); m != "" && len(m) < len(text) {
		if m[len(m)-1] == ' ' || m[0] > 0x7f && !strings.HasPrefix(m, "–") && !strings.HasPrefix(m, "—") && !strings.HasPrefix(m, "·") {
			return bullet{mark: m}
		}
	}
	if m := numbered.FindStringSubmatch(text); m != nil && len(m[0]) < len(text) {
		return bullet{mark: m[0], label: m[1], number: number(m[1])}
	}
	return bullet{}
}

// number returns the value of a label: a number, a letter (a is 1), a Roman numeral.
func number(label string) int {
	if n, err := strconv.Atoi(label); err == nil {
		return n
	}
	if len(label) == 1 && label != "i" && label != "v" && label != "x" {
		return int(label[0]-'a') + 1
	}
	value := map[byte]int{'i': 1, 'v': 5, 'x': 10}
	n := 0
	for i := range len(label) {
		v := value[label[i]]
		if i+1 < len(label) && value[label[i+1]] > v {
			v = -v
		}
		n += v
	}
	return n
}

// markLists makes items of the pieces with bullets. A number alone is no list: "1. Introduction" may head a section. It
// counts where the number before or behind is its neighbour's.
func markLists(pieces []piece) {
	lists, open := 0, false
	var indents []int // of the open list, by depth
	for i := range pieces {
		p := &pieces[i]
		if p.kind != corpus.Paragraph || p.bullet.mark == "" || p.bullet.number > 0 && !inSeries(pieces, i) {
			open = false
			continue
		}
		if !open {
			lists++
			indents = indents[:0]
			open = true
		}
		for len(indents) > 0 && p.indent < indents[len(indents)-1] {
			indents = indents[:len(indents)-1]
		}
		if len(indents) == 0 || p.indent > indents[len(indents)-1] {
			indents = append(indents, p.indent)
		}
		p.kind, p.level, p.list, p.label = corpus.ListItem, len(indents), lists, p.bullet.label
		p.text = p.text[len(p.bullet.mark):]
	}
}

// maxBetween is how many bullets may stand between two numbers of a series.
const maxBetween = 50

// inSeries reports whether the nearest numbered piece before or behind, with nothing but items between, continues the
// numbering.
func inSeries(pieces []piece, i int) bool {
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(pieces) && step*(j-i) <= maxBetween; j += step {
			b := pieces[j].bullet
			if b.mark == "" || pieces[j].kind == corpus.Furniture {
				break
			}
			if b.number > 0 && pieces[j].indent == pieces[i].indent {
				if b.number == pieces[i].bullet.number+step {
					return true
				}
				break
			}
		}
	}
	return false
}
