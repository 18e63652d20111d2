package resolve

import (
	"bytes"
	"sync"
)

// markTable finds the marks of all refusals in one pass over a page: there are dozens, and most pages have none.
type markTable struct {
	starts [1 << 16]bool // the first two bytes of some mark
	marks  map[uint16][]string
}

// allMarks returns the table of the marks in pages/. Each has two bytes at least, which a test holds.
var allMarks = sync.OnceValue(func() *markTable {
	t := &markTable{marks: map[uint16][]string{}}
	for _, r := range refusals() {
		for _, m := range r.Marks {
			k := pair(m[0], m[1])
			t.starts[k] = true
			t.marks[k] = append(t.marks[k], m)
		}
	}
	return t
})

func pair(a, b byte) uint16 { return uint16(a)<<8 | uint16(b) }

// in returns the marks that a page has.
func (t *markTable) in(raw []byte) map[string]bool {
	var found map[string]bool
	for i := 0; i+1 < len(raw); i++ {
		k := pair(raw[i], raw[i+1])
		if !t.starts[k] {
			continue
		}
		for _, m := range t.marks[k] {
			if bytes.HasPrefix(raw[i:], []byte(m)) {
				if found == nil {
					found = map[string]bool{}
				}
				found[m] = true
			}
		}
	}
	return found
}
