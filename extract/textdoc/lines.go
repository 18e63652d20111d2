package textdoc

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/charset"
)

// line is a line with visible characters.
type line struct {
	text   string // white space collapsed
	indent int    // columns before the text; a tab counts to the next multiple of 4
	width  int    // code points of text
	gap    bool   // a blank line or a page break stands before
	page   int    // from 1; 0 when the text has no page breaks
	bullet bullet
}

// piece is what becomes a block: one line, or lines that belong together.
type piece struct {
	line
	lines  int  // how many lines it was made of
	before bool // a gap stands before

	kind  corpus.BlockKind
	level int
	label string
	list  int
}

// linesOf splits a text into lines and counts its pages.
func linesOf(text string) (lines []line, pages int) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	text = strings.TrimRight(text, "\f \n\t") // a form feed at the end closes the last page
	sheets := strings.Split(text, "\f")
	for i, sheet := range sheets {
		gap := true
		for raw := range strings.SplitSeq(sheet, "\n") {
			l := line{text: charset.OneLine(raw), indent: indent(raw), gap: gap}
			if gap = l.text == ""; gap {
				continue
			}
			l.width = utf8.RuneCountInString(l.text)
			l.bullet = bulletOf(l.text)
			if len(sheets) > 1 {
				l.page = i + 1
			}
			lines = append(lines, l)
		}
	}
	return lines, len(sheets)
}

// indent counts the columns before the first visible character.
func indent(s string) int {
	columns := 0
	for _, r := range s {
		switch {
		case r == '\t':
			columns += 4 - columns%4
		case charset.IsSpace(r):
			columns++
		case !charset.Invisible(r):
			return columns
		}
	}
	return columns
}

// Lines of text that was broken by hand or program are at most this wide, and at least that wide when full.
const (
	widestWrap    = 130
	narrowestWrap = 40
)

// wrapAt returns the width at which the lines of a text were broken; 0 when each line is a paragraph of its own.
//
// Breaking fills lines: the first word of the next line would not have fitted. So a text is wrapped when that holds for
// most pairs of neighbouring lines, at the width that 19 of 20 lines keep (addresses stick out). Where each line is a
// paragraph, lines are much longer or end anywhere.
func wrapAt(lines []line) int {
	widths := make([]int, len(lines))
	for i, l := range lines {
		widths[i] = l.width + l.indent
	}
	slices.Sort(widths)
	width := widths[(len(widths)-1)*19/20]
	if width > widestWrap || width < narrowestWrap {
		return 0
	}
	pairs, full := 0, 0
	for i := 1; i < len(lines); i++ {
		if lines[i].gap || lines[i].bullet.mark != "" {
			continue
		}
		pairs++
		if fills(lines[i-1], lines[i], width) {
			full++
		}
	}
	if pairs == 0 || full*10 < pairs*6 {
		return 0
	}
	return width
}

// fills reports whether the first word of a line had no place on the line before.
func fills(l, next line, width int) bool {
	word, _, _ := strings.Cut(next.text, " ")
	return l.indent+l.width+1+utf8.RuneCountInString(word) > width
}

// piecesOf joins the lines that belong together. A line that is not full ends a paragraph, a bullet or an indented first
// line begins one.
func piecesOf(lines []line) []piece {
	width := wrapAt(lines)
	var pieces []piece
	for i, l := range lines {
		if i > 0 && width > 0 && l.bullet.mark == "" && joins(&pieces[len(pieces)-1], lines[i-1], l, width) {
			pieces[len(pieces)-1].lines++
			continue
		}
		pieces = append(pieces, piece{line: l, lines: 1, before: l.gap, kind: corpus.Paragraph})
	}
	first := 0
	for i := range pieces {
		n := pieces[i].lines
		pieces[i].text = joined(lines[first : first+n])
		first += n
	}
	return pieces
}

// joins reports whether a line goes on with a piece whose last line is given.
func joins(p *piece, last, l line, width int) bool {
	if l.gap || l.page != last.page || !fills(last, l, width) {
		return false
	}
	// A hanging text of an item is indented; the first line of a paragraph is so too, against the line before.
	return p.bullet.mark != "" || p.lines == 1 || l.indent < last.indent+2
}

// joined joins lines with a space. A hyphen at the end of a line stays and takes no space: it may belong to the word, or to
// an address.
func joined(lines []line) string {
	if len(lines) == 1 {
		return lines[0].text
	}
	var sb strings.Builder
	for i, l := range lines {
		if i > 0 && (!strings.HasSuffix(lines[i-1].text, "-") || strings.HasSuffix(lines[i-1].text, " -")) {
			sb.WriteByte(' ')
		}
		sb.WriteString(l.text)
	}
	return sb.String()
}
