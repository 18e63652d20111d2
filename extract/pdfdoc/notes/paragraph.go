package notes

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// paragraphs cuts the lines of a note into its paragraphs.
func (f *finder) paragraphs(lines []int) [][]page.LineRef {
	var found [][]page.LineRef
	for k, i := range lines {
		if k == 0 || f.breaks(lines, k) {
			found = append(found, nil)
		}
		if label := f.lines[i].label; k == 0 && label != nil && !label.stray {
			found[0] = append(found[0], label.ref)
		}
		found[len(found)-1] = append(found[len(found)-1], f.lines[i].ref)
	}
	return found
}

// breaks reports whether the k-th line of a note begins a paragraph: the line before ended early, since the first word of this
// one would have found room on it.
func (f *finder) breaks(lines []int, k int) bool {
	last, l := &f.lines[lines[k-1]], &f.lines[lines[k]]
	if k == 1 && len(last.Words) == 1 || !startsParagraph(l.Text()) || !endsParagraph(last.Text()) {
		return false
	}
	right := last.Box[2]
	for _, o := range f.column(last.ref.Sheet, last.ref.Column) {
		if !o.furniture && o.Size <= (1+like)*last.Size {
			right = max(right, o.Box[2])
		}
	}
	first := l.Words[0].Box
	return last.Box[2]+first[2]-first[0]+0.8*l.Size < right
}

// startsParagraph reports whether a text can begin a paragraph.
func startsParagraph(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("“\"«‘'([¿¡•–-", r) || strings.HasPrefix(s, "http") || strings.HasPrefix(s, "www.")
}

// endsParagraph reports whether a text can be the last line of a paragraph: it breaks off in no word and no address.
func endsParagraph(s string) bool {
	if s == "" || strings.ContainsRune("-‐/_=&,?", rune(s[len(s)-1])) {
		return false
	}
	last := s[strings.LastIndexByte(s, ' ')+1:]
	return ended(s) || strings.Contains(last, "/")
}

// ended reports whether a text ends a sentence, as the last line of a note mostly does.
func ended(s string) bool {
	s = strings.TrimRight(s, "”\"’»)] ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?;", r)
}

// endsAddress reports whether a text ends with an address that may be whole.
func endsAddress(s string) bool {
	return strings.Contains(s[strings.LastIndexByte(s, ' ')+1:], "/") && !strings.ContainsRune("-/_=&?", rune(s[len(s)-1]))
}

// startsInside reports whether a text begins in the middle of a sentence.
func startsInside(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r) && !strings.HasPrefix(s, "http") && !strings.HasPrefix(s, "www.")
}
