package minutes

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// named is a commitment that the text names, and where.
type named struct {
	number string
	at     line
}

// numbersBehind matches the numbers behind a word for commitments: "10, 12", "1, 3 y 7", "4.2", "2 to 4", "N.º 5". Letters that follow a
// number make it something else.
var numbersBehind = regexp.MustCompile(`^\s*(?:n(?:[oº°]|úm|um)?\.?[oº°]?\s*)?(\d{1,3}(?:\.\d{1,2})?(?:\s*(?:,|;|y|e|and|et|&|a|al|to|à|-|–)\s*(?:(?:y|e|and|et)\s+)?\d{1,3}(?:\.\d{1,2})?)*)`)

// one matches a number in a list, with what joins it to the one before.
var one = regexp.MustCompile(`(a|al|to|à|-|–)?\s*(\d{1,3}(?:\.\d{1,2})?)`)

// commitments returns the commitments that the text names, in order, each once. Those that only the title or the body's name has do not count
// where the text names others: "Working Group on Commitment 1" can speak of 10 and 12. What sections on former agreements call
// commitments are agreements.
func (d *document) commitments(t title) (out []named) {
	titled := d.namedIn(d.lines[max(0, t.first) : t.last+1])
	former := map[int]bool{}
	for _, s := range d.sections {
		if s.kind == "former" {
			for _, x := range s.lines {
				former[x.start] = true
			}
		}
	}
	var rest []line
	for i, x := range d.lines {
		if (i < t.first || i > t.last) && !former[x.start] && !d.isBodyLabel(x) {
			rest = append(rest, x)
		}
	}
	out = d.namedIn(rest)
	if len(out) == 0 {
		out = titled
	}
	return sorted(out)
}

// sorted returns the commitments in order, each once.
func sorted(all []named) []named {
	slices.SortStableFunc(all, func(a, b named) int { return compareNumbers(a.number, b.number) })
	return slices.CompactFunc(all, func(a, b named) bool { return a.number == b.number })
}

// numbersIn returns the commitments that a line names, in order.
func (d *document) numbersIn(x line) (out []string) {
	for _, n := range sorted(d.namedIn([]line{x})) {
		out = append(out, n.number)
	}
	return out
}

func (d *document) isBodyLabel(x line) bool {
	kind, _, ok := d.labelled(x)
	return ok && kind == "body"
}

// namedIn returns the commitments that lines name.
func (d *document) namedIn(xs []line) (out []named) {
	for _, x := range xs {
		ts := tokensOf(x.text)
		for i, t := range ts {
			if !in(t.folded, d.l.Commitments) || i+1 == len(ts) {
				continue
			}
			m := numbersBehind.FindStringSubmatchIndex(x.text[t.end:])
			if m == nil || letterAfter(x.text[t.end+m[1]:]) {
				continue
			}
			at := x.upto(t.end + m[3]).after(t.start)
			for _, n := range expand(x.text[t.end+m[2] : t.end+m[3]]) {
				out = append(out, named{n, at})
			}
		}
	}
	return out
}

// letterAfter reports whether a number goes on as something else: "3rd", "5%".
func letterAfter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r == '%' || r == '/' || s != "" && letterAt(s, 0)
}

// maxRange is how many numbers a range has at most.
const maxRange = 40

// expand returns the numbers of a list, ranges spelled out.
func expand(s string) (out []string) {
	for _, m := range one.FindAllStringSubmatch(s, -1) {
		from, err := 0, error(nil)
		if m[1] != "" && len(out) > 0 {
			from, err = strconv.Atoi(out[len(out)-1])
			to, err2 := strconv.Atoi(m[2])
			if err == nil && err2 == nil && to > from && to-from <= maxRange {
				for n := from + 1; n <= to; n++ {
					out = append(out, strconv.Itoa(n))
				}
				continue
			}
		}
		out = append(out, m[2])
	}
	return out
}

// compareNumbers orders "2" before "10" and "4.2" behind "4.1".
func compareNumbers(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(x), len(y)) {
		m, _ := strconv.Atoi(x[i])
		n, _ := strconv.Atoi(y[i])
		if m != n {
			return m - n
		}
	}
	return len(x) - len(y)
}
