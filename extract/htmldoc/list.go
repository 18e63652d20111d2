package htmldoc

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
)

// Ordered lists (HTML Living Standard 4.4.5 and 4.4.8): the number of an item follows from start, reversed and type of the
// list and from value and type of the item.

// list builds the items of a list.
func (b *builder) list(n *html.Node, r run) {
	b.lists++
	b.ctx.depth++
	b.ctx.list = b.lists
	number, step := 1, 1
	if hasAttr(n, "reversed") {
		number, step = countItems(n), -1
	}
	if v, ok := integer(attr(n, "start")); ok {
		number = v
	}
	style := listStyle(n, "")
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Li || c.Type != html.ElementNode {
			b.walk(c, r)
			continue
		}
		if v, ok := integer(attr(c, "value")); ok {
			number = v
		}
		saved := b.ctx
		b.boundary()
		b.pending = append(b.pending, names(c)...)
		if b.p.notes[c] && b.ctx.note == 0 && b.ctx.flat == divided {
			b.ctx.note = b.ctx.depth
		}
		text := ""
		if n.DataAtom == atom.Ol {
			text = itemLabel(number, listStyle(c, style))
		}
		b.listItem(c, text, r)
		b.boundary()
		b.ctx = saved
		number += step
	}
}

// listItem builds an item. In notes it is a note, whose label is the number of the outermost list only: a list inside a note
// numbers something else.
func (b *builder) listItem(n *html.Node, label string, r run) {
	depth := max(1, b.ctx.depth)
	if b.ctx.flat == divided {
		b.ctx.kind, b.ctx.level, b.ctx.item = corpus.ListItem, depth, &item{label: label}
		if b.ctx.note > 0 {
			b.ctx.kind, b.ctx.level = corpus.Note, 0
			if depth > b.ctx.note || b.ctx.one {
				b.ctx.item.label = ""
			}
		}
	}
	b.children(n, r)
}

func countItems(n *html.Node) int {
	items := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Li {
			items++
		}
	}
	return items
}

func integer(s string) (int, bool) {
	v, err := strconv.ParseInt(strings.TrimSpace(s), 10, 32)
	return int(v), err == nil
}

// listStyle returns how a list or an item is numbered, as the type attribute writes it: "1", "a", "A", "i", "I", or "none".
func listStyle(n *html.Node, inherited string) string {
	if t := attr(n, "type"); t == "1" || t == "a" || t == "A" || t == "i" || t == "I" {
		inherited = t
	}
	for rule := range strings.SplitSeq(squeeze(attr(n, "style")), ";") {
		name, value, _ := strings.Cut(rule, ":")
		if name != "list-style" && name != "list-style-type" {
			continue
		}
		for css, t := range map[string]string{
			"none": "none", "decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
			"lower-roman": "i", "upper-roman": "I",
		} {
			if strings.HasPrefix(value, css) {
				inherited = t
			}
		}
	}
	return inherited
}

// itemLabel writes a number in a style: "4", "d", "D", "iv", "IV". Letters and Roman numerals have their limits, behind
// which browsers write digits.
func itemLabel(n int, style string) string {
	switch {
	case style == "none":
		return ""
	case style == "a" && n > 0:
		return letters(n)
	case style == "A" && n > 0:
		return strings.ToUpper(letters(n))
	case style == "i" && n > 0 && n < 4000:
		return strings.ToLower(roman(n))
	case style == "I" && n > 0 && n < 4000:
		return roman(n)
	}
	return strconv.Itoa(n)
}

// letters writes 1 as "a", 26 as "z", 27 as "aa".
func letters(n int) string {
	var out []byte
	for ; n > 0; n = (n - 1) / 26 {
		out = append([]byte{byte('a' + (n-1)%26)}, out...)
	}
	return string(out)
}

func roman(n int) string {
	var sb strings.Builder
	for _, d := range []struct {
		value int
		text  string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; n >= d.value; n -= d.value {
			sb.WriteString(d.text)
		}
	}
	return sb.String()
}
