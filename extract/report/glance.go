package report

import (
	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// glance reads the lines of "At a glance" boxes, "Completed: 3 of 14 (21%)", which older reports print as a list or a
// table of labels and numbers under small headings ("Level of completion").
type glance struct {
	lex   *lexicon
	found []candidate
	votes []totalVote

	scale    corpus.Indicator // that the last label without a number names
	counting bool             // a line "Number of commitments that were:" stands above
	x        sentence
	values   []value
}

// headed takes the scale of a heading.
func (g *glance) headed(s *sentence) {
	g.scale, g.counting = "", false
	g.group(s)
}

// group takes the scale that a label without a number names, "Level of completion".
func (g *glance) group(s *sentence) {
	if i, ok := g.lex.labels[wordsOf(s.toks)]; ok {
		g.scale = i
	}
	g.counting = s.is(0, asNumberOf)
}

// lines reads the lines of a block.
func (g *glance) lines(c *corpus.Content, s *structure.Structure, r structure.Range) {
	if r.End-r.Start > longestBox {
		g.scale, g.counting = "", false
		return
	}
	at := r.Start
	text := s.Plain(c, r)
	for line := range linesOf(text) {
		n := len([]rune(line))
		if n > 0 && n <= longestBoxLine {
			g.line(line, at)
		}
		at += n + 1
	}
}

// longestBox and longestBoxLine bound the text, in code points, that can be a box and a line of one.
const (
	longestBox     = 1200
	longestBoxLine = 120
)

// table reads the rows of a table whose first cell is a label and whose second is a number.
func (g *glance) table(c *corpus.Content, s *structure.Structure, b *corpus.Block) {
	g.scale, g.counting = "", false
	for i := 0; i < len(b.Cells); {
		j := i + 1
		for j < len(b.Cells) && b.Cells[j].Row == b.Cells[i].Row {
			j++
		}
		if j-i <= 2 {
			first, last := b.Cells[i], b.Cells[j-1]
			if last.End-first.Start <= longestBoxLine {
				g.row(s.Plain(c, structure.Range{Start: first.Start, End: first.End}), first.Start,
					s.Plain(c, structure.Range{Start: last.Start, End: last.End}), last.Start, j-i == 2)
			} else {
				g.lines(c, s, structure.Range{Start: first.Start, End: last.End})
			}
		}
		i = j
	}
}

func (g *glance) row(label string, labelAt int, number string, numberAt int, two bool) {
	if !two {
		for line := range linesOf(label) {
			g.line(line, labelAt)
			labelAt += len([]rune(line)) + 1
		}
		return
	}
	g.x.read(g.lex, label, labelAt)
	labelled := len(g.x.toks)
	toks := tokens(g.x.toks, number, numberAt)
	g.entry(toks, labelled, labelled)
}

// line reads "label: number" or a label that heads the lines under it.
func (g *glance) line(line string, at int) {
	g.x.read(g.lex, line, at)
	for i := 1; i < len(g.x.toks); i++ {
		if g.x.sign(i, ":") {
			g.entry(g.x.toks, i, i+1)
			return
		}
	}
	g.group(&g.x)
}

// entry reads a label and the number behind it.
func (g *glance) entry(toks []token, labelEnd, numberAt int) {
	n, total, end := numberOnly(toks, numberAt, g.lex)
	if end == 0 {
		if numberAt == len(toks) {
			g.group(&g.x)
		}
		return
	}
	s := &g.x
	if m := s.len(0, asNumberOf); m > 0 && m == labelEnd {
		if total == 0 {
			g.votes = append(g.votes, totalVote{thisPlan, n, 3})
		}
		return
	}
	g.values = s.values(g.values, g.scale)
	v, ok := g.labelValue(labelEnd)
	if !ok {
		return
	}
	x := candidate{sense: v, count: count{n: n, total: total, noun: true}, scope: thisPlan}
	x.start, x.end = toks[0].start, toks[end-1].end
	if len(g.found) > mostCandidates {
		return
	}
	g.found = append(g.found, x)
}

// labelValue returns the value that a label names: a value of the scale above it, or a whole phrase.
func (g *glance) labelValue(end int) (sense, bool) {
	s := &g.x
	noun := false
	for i := range end {
		noun = noun || s.is(i, asPlural)
	}
	if g.scale != "" {
		if v := g.lex.valueOn(g.scale, wordsOf(s.toks[:end])); v != "" {
			return sense{g.scale, v}, true
		}
	}
	if !noun && !g.counting {
		return sense{}, false
	}
	var found []value
	for _, v := range g.values {
		if v.to <= end {
			found = append(found, v)
		}
	}
	if len(found) == 1 && !found[0].combined && !found[0].denied && found[0].value != "" {
		return found[0].sense, true
	}
	return sense{}, false
}

// numberOnly reads "3", "3 (23%)", "3 of 14" or "3 of 14 (21%)" as the whole of the tokens from i. end is 0 when something
// else stands there.
func numberOnly(toks []token, i int, lex *lexicon) (n, total, end int) {
	x := sentence{lex: lex}
	x.toks = toks
	x.index()
	n, k := x.numberAt(i)
	if k == 0 {
		return 0, 0, 0
	}
	i = x.skipAside(i+k, -1)
	if m := x.len(i, asOf); m > 0 {
		v, k := x.numberAt(i + m)
		if k == 0 {
			return 0, 0, 0
		}
		total, i = v, x.skipAside(i+m+k, -1)
	}
	if m := x.len(i, asPlural); m > 0 {
		i += m
	}
	if i != len(toks) || total > 0 && n > total {
		return 0, 0, 0
	}
	return n, total, i
}

// tallies returns the rows that the boxes state.
func (g *glance) tallies(c *corpus.Content, id corpus.DocumentID, total int) []corpus.Tally {
	var rows []corpus.Tally
	for i := range g.found {
		x := g.found[i]
		if x.total == 0 {
			x.total = total
		}
		if x.total == 0 || x.n <= x.total {
			rows = merge(rows, x.tally(c, id))
		}
	}
	return rows
}
