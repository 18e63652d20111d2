package ledong

import (
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"
)

// readLabels returns the labels of the pages (ISO 32000-1 12.4.2), "" where the file gives none.
func (f *File) readLabels() []string {
	labels := make([]string, len(f.pages))
	defer func() { _ = recover() }() // a malformed tree: pages behind it have no label
	nodes := 0
	var walk func(node pdf.Value, depth int)
	walk = func(node pdf.Value, depth int) {
		if nodes++; nodes > maxNames || depth > maxDepth {
			return
		}
		nums := node.Key("Nums")
		for i := 0; i+1 < min(nums.Len(), maxNames); i += 2 {
			label(labels, int(nums.Index(i).Int64()), nums.Index(i+1))
		}
		for _, kid := range elements(node.Key("Kids"), maxNames) {
			walk(kid, depth+1)
		}
	}
	walk(f.catalog().Key("PageLabels"), 0)
	return labels
}

// label labels the pages from one on, from 0, by a label dictionary; a later range overwrites.
func label(labels []string, from int, v pdf.Value) {
	start := 1
	if s := v.Key("St"); s.Kind() == pdf.Integer {
		start = int(s.Int64())
	}
	prefix, style := lineOf(v.Key("P")), v.Key("S").Name()
	for i := max(from, 0); i < len(labels); i++ {
		labels[i] = prefix + numeral(style, start+i-from)
	}
}

// numeral writes a number in a numbering style; "" where the style has none for it.
func numeral(style string, n int) string {
	switch {
	case n < 1 || n > 2*maxPages:
		return ""
	case style == "D":
		return strconv.Itoa(n)
	case style == "r":
		return strings.ToLower(roman(n))
	case style == "R":
		return roman(n)
	case style == "a":
		return letters('a', n)
	case style == "A":
		return letters('A', n)
	}
	return ""
}

func roman(n int) string {
	var sb strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= d.value; n -= d.value {
			sb.WriteString(d.sign)
		}
	}
	return sb.String()
}

// letters writes a to z, then aa to zz, and so on.
func letters(first rune, n int) string {
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}
