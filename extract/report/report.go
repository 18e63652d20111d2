// Package report turns an IRM report's blocks and structure into records: what the report is (type, country, period,
// language), its commitments with their ratings, and the counts of commitments that its sentences state (tallies).
//
// Ratings are read from labels and values, in lines and in tables, and from rating tables: a grid, the head of its columns, the
// rows of each commitment, the marks in them. What a reader makes of a PDF can be a column off, lack spans or run the words of
// neighbours together, so a head is what its words say and the cheapest division of its columns, whatever the cells claim.
//
// The words are data, one file per language in vocabulary/; the rules are the same for all of them. Whatever the text
// does not state is left out: a word that is on no scale gives no rating, two marks on a scale a finding and none, a
// percentage or "half of the commitments" no tally. Notes, citations and minutes are not read here. The fields and values
// are those of the record contract, doc/records.md.
package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// Source says where a document came from.
type Source struct {
	DocumentID corpus.DocumentID
	URL        corpus.URL
	MediaType  string // as sniffed
	Title      string // as the listing or the linking page names it, when known
}

// Read reads a document as an IRM report. Reading.Report is nil, and the reading empty, when it is none. Ids that need
// the report's id stay empty.
func Read(c *corpus.Content, s *structure.Structure, src Source) corpus.Reading {
	r := facts(c, s, src)
	if r == nil {
		return corpus.Reading{}
	}
	r.DocumentIDs = []corpus.DocumentID{src.DocumentID}
	lex := lexiconOf(r.Language)
	own := planFactsOf(r, c, s, lex)
	r.ActionPlanNumber = own.number
	if r.PeriodStart == 0 {
		r.PeriodStart, r.PeriodEnd = own.start, own.end
	}

	p := &prose{lex: lex, own: own}
	g := newGlance(lex)
	p.document(c, s, g)
	reading := corpus.Reading{Report: r}
	readCommitments(&reading, c, s, lex, src.DocumentID)
	plan := countedTotals(append(append(p.votes, g.votes...), annexVote(&reading)...))
	if plan.this > 0 {
		r.CommitmentsTotal = corpus.Ptr(plan.this)
	}
	if plan.this == 0 {
		plan.this = max(p.allRated(&reading), p.sharedOut(&reading))
	}
	reading.Tallies = p.tallies(c, src.DocumentID, plan)
	for _, t := range g.tallies(c, src.DocumentID, plan.this) {
		reading.Tallies = merge(reading.Tallies, t)
	}
	addStatuses(&reading, p, c, src.DocumentID)
	addSingles(&reading, p, c, src.DocumentID, plan.this)
	return reading
}

// document reads the counts in all running text of a document, and hands its short lines to the box reader.
func (p *prose) document(c *corpus.Content, s *structure.Structure, g *glance) {
	list := 0
	for i := range c.Blocks {
		b := &c.Blocks[i]
		r := structure.Range{Start: b.Start, End: b.End}
		p.inNote = b.Kind == corpus.Note || s.InNote(i)
		switch b.Kind {
		case corpus.Furniture:
		case corpus.Heading:
			title := s.Plain(c, r)
			if isSentence(title) {
				p.block(c, s, r, false)
				break
			}
			p.enter(title, b.Level)
			p.headed(title, b.Level)
			g.headed(&p.sentence, title)
		case corpus.Table:
			g.table(c, s, b)
			for _, cell := range b.Cells {
				if cell.End-cell.Start > shortCell {
					p.carry = carry{}
					p.block(c, s, structure.Range{Start: cell.Start, End: cell.End}, false)
				}
			}
		default:
			p.block(c, s, r, b.Kind == corpus.ListItem && !s.InNote(i) && (b.List == list || p.carry.pending))
			if r.End-r.Start <= longestBoxLine || broken(b) {
				g.lines(c, s, r)
			} else {
				g.leave()
			}
		}
		list = b.List
	}
}

// isSentence reports whether a heading is running text that its document only calls a heading, as the tags of PDFs by some
// word processors do for paragraphs set apart: it is long and ends in a full stop.
func isSentence(title string) bool {
	return runes(title) > longestName && strings.HasSuffix(strings.TrimSpace(title), ".")
}

// shortCell is the length, in code points, up to which a table's cell is a label or a value, not prose.
const shortCell = 40
