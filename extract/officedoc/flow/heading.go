package flow

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// Most people who write minutes know no styles: their headings are bold or larger lines, numbered by a list at most. Such
// lines are headings in documents in which styles name none.

// Limits on headings by their looks.
const (
	shortestLine = 3   // code points
	longestLine  = 120 // code points
	larger       = 1.2 // times the size of most text
	mostBold     = 0.5 // part of the letters in running text above which bold says nothing
	styledEnough = 2   // headings by style above which looks say nothing
	longestRun   = 4   // such lines behind each other; more are a list of names
	leastBelow   = 25  // code points below such a line; fewer are the office of whom the line names
)

// looks is how a block is set, in letters.
type looks struct {
	letters, bold int
	size          float64 // the smallest
}

func looksOf(b *corpus.Block) (l looks) {
	for _, s := range b.Spans {
		n := 0
		for _, c := range s.Text {
			if unicode.IsLetter(c) {
				n++
			}
		}
		if n == 0 {
			continue
		}
		l.letters += n
		if s.Style.Has(corpus.Bold) {
			l.bold += n
		}
		if l.size == 0 || s.Size < l.size {
			l.size = s.Size
		}
	}
	return l
}

// headings makes headings of the lines that look like it.
func (f *Flow) headings() {
	blocks := f.content.Blocks
	if styled(blocks) >= styledEnough {
		return
	}
	body, boldSays := usual(blocks)
	candidate := make([]bool, len(blocks))
	for i := range blocks {
		l := looksOf(&blocks[i])
		large := body > 0 && l.size >= larger*body
		candidate[i] = heads(blocks, i) && l.letters > 0 && (large || boldSays && l.bold == l.letters)
	}
	begins := true // nothing but headings before
	for i := range blocks {
		if blocks[i].Kind == corpus.Furniture {
			continue
		}
		if candidate[i] && runOf(candidate, i) <= longestRun && (begins || introduces(blocks, candidate, i)) {
			level := 2
			if begins || body > 0 && looksOf(&blocks[i]).size >= larger*body {
				level = 1
			}
			f.makeHeading(i, level)
			continue
		}
		begins = false
	}
}

// styled counts the headings.
func styled(blocks []corpus.Block) (n int) {
	for i := range blocks {
		if blocks[i].Kind == corpus.Heading {
			n++
		}
	}
	return n
}

// usual returns the size that most text is set in, 0 when it is not known, and whether bold text is rare enough to say
// something.
func usual(blocks []corpus.Block) (size float64, boldSays bool) {
	sizes := map[float64]int{}
	letters, bold := 0, 0
	for i := range blocks {
		b := &blocks[i]
		if b.Kind == corpus.Paragraph || b.Kind == corpus.ListItem {
			l := looksOf(b)
			letters, bold = letters+l.letters, bold+l.bold
		}
		for _, s := range b.Spans {
			sizes[s.Size] += len(s.Text)
		}
	}
	most := 0
	for s, n := range sizes {
		if n > most || n == most && s < size {
			size, most = s, n
		}
	}
	tables := slices.ContainsFunc(blocks, func(b corpus.Block) bool { return b.Kind == corpus.Table })
	return size, tables || float64(bold) <= mostBold*float64(letters)
}

// heads reports whether a block can be a heading by its words and its place.
func heads(blocks []corpus.Block, i int) bool {
	b := &blocks[i]
	if b.Kind != corpus.Paragraph && (b.Kind != corpus.ListItem || b.Label == "" || besideItem(blocks, i)) {
		return false
	}
	text := b.Text()
	n := utf8.RuneCountInString(text)
	if n < shortestLine || n > longestLine || strings.ContainsAny(text, "\t\n@") || strings.Contains(text, "://") {
		return false
	}
	return !strings.ContainsAny(text[len(text)-1:], ",;?!") && !strings.Contains(text, ". ") || n <= 60 && !strings.ContainsAny(text[len(text)-1:], ",;")
}

// besideItem reports whether an item of the same list stands next to an item.
func besideItem(blocks []corpus.Block, i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(blocks) && blocks[j].Kind == corpus.ListItem && blocks[j].List == blocks[i].List {
			return true
		}
	}
	return false
}

// runOf returns how many candidates stand behind each other around one.
func runOf(candidate []bool, i int) int {
	from, to := i, i
	for from > 0 && candidate[from-1] {
		from--
	}
	for to < len(candidate) && candidate[to] {
		to++
	}
	return to - from
}

// introduces reports whether there is text below a candidate, up to the next one.
func introduces(blocks []corpus.Block, candidate []bool, i int) bool {
	below := 0
	for j := i + 1; j < len(blocks) && below < leastBelow; j++ {
		switch b := &blocks[j]; {
		case b.Kind == corpus.Furniture:
		case b.Kind == corpus.Note, candidate[j] && j > i+1:
			return false
		case b.Kind == corpus.Table, b.Kind == corpus.ListItem:
			return true
		default:
			below += utf8.RuneCountInString(b.Text())
		}
	}
	return below >= leastBelow
}

// makeHeading makes a heading of a block. The number of an item becomes text, as it is printed.
func (f *Flow) makeHeading(i, level int) {
	b := &f.content.Blocks[i]
	if printed := f.printed[i]; b.Kind == corpus.ListItem && printed != "" && !worded(printed) {
		f.putFirst(i, printed+" ")
	}
	b.Kind, b.Level, b.Label, b.List = corpus.Heading, level, "", 0
}

// putFirst puts a text in front of a block's.
func (f *Flow) putFirst(i int, text string) {
	b := &f.content.Blocks[i]
	if s := &b.Spans[0]; s.Link == "" && s.Style&(corpus.Superscript|corpus.Subscript) == 0 {
		s.Text = text + s.Text
	} else {
		b.Spans = append([]corpus.Span{{Text: text, Size: s.Size}}, b.Spans...)
	}
	for k := range f.content.Anchors {
		if a := &f.content.Anchors[k]; a.Block == i {
			a.At += utf8.RuneCountInString(text)
		}
	}
}
