package minutes

import "strings"

// signature finds the part for signatures: words that say that people sign, or lines to sign on, in the second half of the document. The
// column for signatures of a list of attendance is none.
func (d *document) signature() (line, bool) {
	for _, s := range d.sections {
		if s.kind == "signatures" {
			return s.head, true
		}
	}
	for _, x := range d.lines[len(d.lines)/2:] {
		if x.table != nil {
			continue
		}
		if strings.Contains(x.text, "______") || strings.Contains(x.text, "......") && !strings.ContainsAny(x.text, "0123456789") {
			return x, true
		}
		if at, _ := contains(fold(x.text), d.l.Signed); at >= 0 {
			return x, true
		}
	}
	return line{}, false
}
