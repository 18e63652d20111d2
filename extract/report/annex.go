package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// annex walks through a document and reads its commitments with the values printed under each.
type annex struct {
	c   *corpus.Content
	s   *structure.Structure
	lex *lexicon
	id  corpus.DocumentID
	out *corpus.Reading
	own corpus.ReportType

	x          sentence
	current    heading
	open       bool   // under a commitment's heading
	rated      bool   // a value was read under it
	cluster    string // heading of the cluster that the commitments stand under
	members    map[string]string
	level      int    // of the cluster's heading
	label      *label // a label alone on its line: the next line may be its value
	index      map[string]int
	headed     map[string]bool    // the title is that of a heading
	ratings    map[ratingKey]int  // index of the rating
	named      bool               // headings say the word: "Commitment 3"
	headLevel  int                // the highest of them; 0 for none
	otherStars bool               // stars mean something else than starred commitments
	repeated   map[string]int     // folded headings, with how often a PDF has them
	head       *header            // of the table before, for one that goes on from it
	lastRow    heading            // of the table before
	heads      map[string]*header // by the names of columns, the fullest read so far
}

// ratingKey names a rating within a document.
type ratingKey struct {
	number    string
	indicator corpus.Indicator
}

// largestAnnex bounds how many commitments are read from one document: no plan comes near it, but a hostile file can.
const largestAnnex = 2000

// readCommitments adds the commitments and ratings that the document prints as labels and values.
func readCommitments(out *corpus.Reading, c *corpus.Content, s *structure.Structure, lex *lexicon, id corpus.DocumentID) {
	a := &annex{c: c, s: s, lex: lex, id: id, out: out, own: out.Report.Type, members: map[string]string{}, index: map[string]int{}, headed: map[string]bool{}, ratings: map[ratingKey]int{}}
	a.survey()
	a.otherStars = a.starLegend()
	for i := range c.Blocks {
		b := &c.Blocks[i]
		switch {
		case b.Kind == corpus.Furniture || b.Kind == corpus.Note || s.InNote(i):
		case b.Kind == corpus.Table:
			a.table(b)
		default:
			a.block(b)
		}
	}
	a.close()
}

// block reads the lines of a block: headings, labels and values.
func (a *annex) block(b *corpus.Block) {
	if b.End-b.Start > longestLine && !broken(b) {
		a.label = nil
		a.pairsInProse(b)
		return
	}
	text := a.joinTitle(a.s.Plain(a.c, structure.Range{Start: b.Start, End: b.End}), b.Kind == corpus.Heading)
	if b.Kind == corpus.Heading && a.titleGoesOn(text, b) {
		return
	}
	at := b.Start
	first := true
	for line := range linesOf(text) {
		trimmed := strings.TrimLeft(line, " \t\u00a0•·▪●-–*")
		lead := runes(line) - runes(trimmed)
		marked := b.Kind == corpus.Heading || b.Kind == corpus.Paragraph && a.bold(b, at+lead, at+lead+min(runes(trimmed), boldLead))
		a.line(strings.TrimRight(trimmed, " \t\u00a0"), at+lead, b, marked && (first || b.Kind != corpus.Heading))
		at += runes(line) + 1
		first = false
	}
}

// broken reports whether a block has several lines.
func broken(b *corpus.Block) bool {
	for i := range b.Spans {
		if strings.Contains(b.Spans[i].Text, "\n") {
			return true
		}
	}
	return false
}

// boldLead is how much of a line, in code points, must be bold for a heading: "Commitment 3".
const boldLead = 12

// bold reports whether the text between two offsets is bold.
func (a *annex) bold(b *corpus.Block, from, to int) bool {
	covered := 0
	for _, sp := range b.Spans {
		if sp.Style.Has(corpus.Bold) {
			covered += max(0, min(sp.End, to)-max(sp.Start, from))
		}
	}
	return to > from && covered == to-from
}

// line reads one line.
func (a *annex) line(line string, at int, b *corpus.Block, marked bool) {
	if line == "" {
		return
	}
	if len(line) > 4*longestLine || runes(line) > longestLine {
		a.label = nil
		return
	}
	i := a.titleEnd(line)
	if i == 0 && a.open {
		i = a.headingBehind(line)
	}
	if i > 0 {
		a.line(strings.TrimRight(line[:i], " "), at, b, marked)
		at += runes(line[:i])
		line = line[i:]
		marked = marked || a.bold(b, at, at+min(runes(line), boldLead))
	}
	plain := unstarred(line)
	a.x.read(a.lex, plain, at)
	if a.clusterHeading(line, b, marked) {
		return
	}
	if h, ok := a.headingAt(plain, at, b, marked); ok {
		a.begin(h)
		if plain != line {
			a.putStar(firstStar(line), corpus.KeyValue, h.start, h.end, b.Box)
		}
		return
	}
	if b.Kind == corpus.Heading && a.open && a.opensPair() {
		a.values(line, at, b) // set in bold, and taken for a heading
		return
	}
	if b.Kind == corpus.Heading && a.open && a.endsPart(b, line) {
		a.close()
	}
	if b.Kind == corpus.Heading && a.cluster != "" && b.Level < a.level {
		a.cluster = ""
	}
	if a.open {
		a.values(line, at, b)
	}
}

// longestLine bounds a line with labels and values, in code points.
const longestLine = 400

// text returns a cell's text without footnote markers; "" for a cell too long for a label, a value or a title.
func (a *annex) text(cell corpus.Cell) string {
	if cell.End-cell.Start > longestLine {
		return ""
	}
	return strings.TrimSpace(a.s.Plain(a.c, structure.Range{Start: cell.Start, End: cell.End}))
}
