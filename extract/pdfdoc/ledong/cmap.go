package ledong

import (
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// cmap maps codes to characters as a ToUnicode stream states it (ISO 32000-1 9.10.3).
type cmap struct {
	single map[string]string
	ranges []codeRange
}

// codeRange maps the codes low to high to consecutive characters, or to a list.
type codeRange struct {
	low, high string
	first     []uint16
	list      []string
}

// maxRanges bounds what a ToUnicode stream may list.
const maxRanges = 1 << 16

// readCmap reads a ToUnicode stream; nil when it cannot be read. Such streams begin with a resource that the interpreter
// wants to be a dictionary, whichever it is: scope.
func readCmap(stream, scope pdf.Value) (m *cmap) {
	defer func() {
		if recover() != nil { // the library panics on streams that it cannot decode; the font keeps its encoding
			m = nil
		}
	}()
	m = &cmap{single: map[string]string{}}
	pdf.Interpret(stream, func(stk *pdf.Stack, op string) {
		args := popAll(stk)
		switch op {
		case "findresource":
			stk.Push(scope)
		case "endbfchar":
			for i := 0; i+1 < len(args) && len(m.single) < maxRanges; i += 2 {
				m.single[args[i].RawString()] = decodeUTF16(args[i+1].RawString())
			}
		case "endbfrange":
			for i := 0; i+2 < len(args) && len(m.ranges) < maxRanges; i += 3 {
				m.ranges = append(m.ranges, newRange(args[i], args[i+1], args[i+2]))
			}
		}
	})
	return m
}

// popAll returns the operands of an operator in order.
func popAll(stk *pdf.Stack) []pdf.Value {
	args := make([]pdf.Value, stk.Len())
	for i := len(args) - 1; i >= 0; i-- {
		args[i] = stk.Pop()
	}
	return args
}

func newRange(low, high, to pdf.Value) codeRange {
	r := codeRange{low: low.RawString(), high: high.RawString()}
	if to.Kind() == pdf.Array {
		for i := range min(to.Len(), 256) {
			r.list = append(r.list, decodeUTF16(to.Index(i).RawString()))
		}
		return r
	}
	r.first = units(to.RawString())
	return r
}

func (m *cmap) lookup(code string) (string, bool) {
	if t, ok := m.single[code]; ok {
		return t, true
	}
	for _, r := range m.ranges {
		if len(r.low) != len(code) || code < r.low || code > r.high {
			continue
		}
		n := value(code) - value(r.low)
		if r.list != nil {
			if n < len(r.list) {
				return r.list[n], true
			}
			return "", false
		}
		if len(r.first) == 0 {
			return "", false
		}
		to := append([]uint16{}, r.first...)
		to[len(to)-1] += uint16(n)
		return string(utf16.Decode(to)), true
	}
	return "", false
}

// value returns a code as a number.
func value(code string) int {
	n := 0
	for i := range len(code) {
		n = n<<8 | int(code[i])
	}
	return n
}

func units(s string) []uint16 {
	if len(s) == 1 {
		return []uint16{uint16(s[0])}
	}
	out := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		out = append(out, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return out
}

func decodeUTF16(s string) string { return string(utf16.Decode(units(s))) }
