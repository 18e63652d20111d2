package pdfium

import "fmt"

// PlainText returns the text of page n, from 1, in PDFium's order and with the spaces and line ends that it makes up: what
// reading more of a page is measured against. The error wraps ErrPage or ErrTrap.
func (f *File) PlainText(n int) (string, error) {
	v, err := f.visit(n)
	if err != nil {
		return "", err
	}
	text, err := v.plainText()
	f.m.call(fnClosePage, v.page)
	return text, firstError(f.survive(n), err)
}

func (v *visit) plainText() (string, error) {
	v.text = v.pointer(fnTextLoadPage, v.page)
	defer v.call(fnTextClosePage, v.text)
	chars := max(v.integer(fnTextCountChars, v.text), 0)
	buffer := v.malloc(2 * (chars + 1))
	defer v.free(buffer)
	got := v.integer(fnTextGetText, v.text, 0, uint64(chars), buffer)
	b, ok := v.memory.Read(uint32(buffer), uint32(2*max(got, 0)))
	if !ok {
		return "", fmt.Errorf("%w: page %d has no text", ErrPage, v.shown.Number)
	}
	return utf16Text(append(b[:len(b):len(b)], 0, 0)), nil
}
