package word

import (
	"strings"

	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// field is a field whose parts are spread over runs (ISO/IEC 29500-1, 17.16.18):
//
//	begin -> code -> (separate) result -> end
//
// Only the result is text.
type field struct {
	code   strings.Builder
	result bool
	link   string // of a HYPERLINK field, or of the one around
}

// longestCode bounds the code of a field, in bytes.
const longestCode = 8 << 10

// fieldChar follows the beginning, the separator or the end of a field.
func (s *story) fieldChar(n *xmltree.Node, l look) {
	switch n.Attr("w:fldCharType") {
	case "begin":
		s.fields = append(s.fields, &field{link: s.fieldLink()})
		s.codes++
		s.checkBox(n.Child("w:ffData", "w:checkBox"), l)
	case "separate":
		if f := s.field(); f != nil {
			s.begins(f)
			f.link = first(linkOf(f.code.String()), f.link)
		}
	case "end":
		if f := s.field(); f != nil {
			s.begins(f)
			s.fields = s.fields[:len(s.fields)-1]
		}
	}
}

// field returns the innermost open field, or nil.
func (s *story) field() *field {
	if len(s.fields) == 0 {
		return nil
	}
	return s.fields[len(s.fields)-1]
}

// instruction adds a piece of a field's code.
func (s *story) instruction(code string) {
	if f := s.field(); f != nil && f.code.Len() < longestCode {
		f.code.WriteString(code)
	}
}

// begins lets the result of a field begin.
func (s *story) begins(f *field) {
	if !f.result {
		f.result = true
		s.codes--
	}
}

// visible reports whether text is that of the document rather than of a field's code.
func (s *story) visible() bool { return s.codes == 0 }

// endFields lets the results of fields begin with the paragraph's end: a code that breaks off must not hide what follows.
func (s *story) endFields() {
	for i := len(s.fields) - 1; i >= 0 && s.codes > 0; i-- {
		s.begins(s.fields[i])
	}
}

// fieldLink returns the link of the innermost field that is one.
func (s *story) fieldLink() string {
	if f := s.field(); f != nil {
		return f.link
	}
	return ""
}

// checkBox writes the box of a form.
func (s *story) checkBox(n *xmltree.Node, l look) {
	if n == nil || l.hidden == set {
		return
	}
	state := n.Child("w:checked")
	if state == nil {
		state = n.Child("w:default")
	}
	sign := "☐"
	if on(state) {
		sign = "☒"
	}
	s.flow.Text(sign, runOf(l, ""))
}

// linkOf returns the link of a field by its code: HYPERLINK "address" \l "place".
func linkOf(code string) string {
	words := codeWords(code)
	if len(words) < 2 || !strings.EqualFold(words[0], "HYPERLINK") {
		return ""
	}
	address, place := "", ""
	for i := 1; i < len(words); i++ {
		switch w := words[i]; {
		case w == `\l`:
			if i++; i < len(words) {
				place = words[i]
			}
		case w == `\o`, w == `\t`:
			i++ // their argument
		case strings.HasPrefix(w, `\`):
		case address == "":
			address = w
		}
	}
	if address == "" {
		return flow.Place(place)
	}
	if place != "" {
		address += "#" + place
	}
	return targetOf(address)
}

// codeWords returns the words of a field's code; those in quotation marks are one word without them.
func codeWords(code string) []string {
	var words []string
	for code = strings.TrimSpace(code); code != ""; code = strings.TrimSpace(code) {
		if code[0] == '"' {
			w, rest, _ := strings.Cut(code[1:], `"`)
			words, code = append(words, w), rest
			continue
		}
		end := strings.IndexAny(code, " \t\n\"")
		if end < 0 {
			end = len(code)
		}
		words, code = append(words, code[:end]), code[end:]
	}
	return words
}
