package structure

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// Citations returns a record for every link of every note, in order of note and link. FootnoteID is the note's local key, its
// section and number. What a note says of a source is read near the link: in the part of the sentence before it, since the link
// before. What is not stated there is absent.
func (s *Structure) Citations(c *corpus.Content, id corpus.DocumentID) []corpus.Citation {
	var rows []corpus.Citation
	keys := targets{}
	for i := range s.Notes {
		n := &s.Notes[i]
		first := len(rows)
		for _, p := range n.Paragraphs {
			for _, row := range s.paragraphCitations(c, p, keys) {
				row.FootnoteID, row.FootnoteNumber = n.Key(), n.Number
				row.Ordinal = len(rows) - first + 1
				row.SourceDocumentID = id
				row.Page = c.PageAt(*row.Start)
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// Key returns what names the note inside its document: its number, or "section.number".
func (n *Note) Key() string { return corpus.NoteKey(n.Section, n.Number) }

// paragraphCitations returns the citations of one paragraph.
func (s *Structure) paragraphCitations(c *corpus.Content, p Range, keys targets) []corpus.Citation {
	links := s.links(c, p)
	if len(links) == 0 {
		return nil
	}
	sentences := Sentences(c.Text(), p, s.Language)
	var rows []corpus.Citation
	var before particulars
	from := p.Start
	for k := range links {
		l := &links[k]
		to := p.End
		if k+1 < len(links) {
			to = links[k+1].start
		}
		ctx := s.context(c, l, from, to, sentences)
		from = l.end
		found := ctx.particulars(before)
		if k > 0 && found.sameSource(l, &links[k-1], keys) {
			continue
		}
		before = found
		rows = append(rows, citation(c, l, &found, keys))
	}
	return rows
}

// sameSource reports whether a link only repeats the one before it: the title of a source and then its address, both linked.
func (p *particulars) sameSource(l, last *link, keys targets) bool {
	return p.bare && (l.words == "") != (last.words == "") && keys.of(l.url) == keys.of(last.url)
}

// targets holds the keys of the addresses that a document cites. Reports cite the same few sources again and again.
type targets map[string]string

func (t targets) of(address string) string {
	key, ok := t[address]
	if !ok {
		key = corpus.TargetKey(corpus.URL(address))
		t[address] = key
	}
	return key
}

func citation(c *corpus.Content, l *link, p *particulars, keys targets) corpus.Citation {
	return corpus.Citation{
		URLAsWritten: l.written, URL: corpus.URL(l.url), Target: keys.of(l.url),
		Kind: p.kind, Title: p.title, Publisher: p.publisher, Body: p.body, Date: p.date, AccessedOn: p.accessed,
		CommitmentNumbers: p.commitments,
		Status:            corpus.NotTried, Check: corpus.NotChecked,
		Start: corpus.Ptr(l.start), End: corpus.Ptr(l.end), Quote: c.Text().Slice(l.start, l.end),
	}
}

// context is what stands around a link.
type context struct {
	link   *link
	lang   corpus.Language
	before string // the words that introduce the link
	after  string // the words behind it, up to the next link
	italic string // the last words before the link that are set in italics
}

// contextLength bounds the words that are read on each side of a link, in code points.
const contextLength = 400

// context cuts out the words around a link: those of its sentence since the link before; where its sentence has none, as in
// "Title. Publisher. 2019. https://...", all since the link before.
func (s *Structure) context(c *corpus.Content, l *link, from, to int, sentences []Range) *context {
	ctx := &context{link: l, lang: s.Language}
	start := max(from, l.start-contextLength)
	own := start
	if k := sort.Search(len(sentences), func(i int) bool { return sentences[i].End > l.start }); k < len(sentences) && sentences[k].Start <= l.start {
		own = max(start, sentences[k].Start)
	}
	ctx.before = c.Text().Slice(own, l.start)
	if own > start && leadsOn(ctx.before) {
		own = start
		ctx.before = c.Text().Slice(own, l.start)
	}
	if n := ctx.referenceStart(c.Text().Slice(start, l.start)); n >= 0 && start+n < own {
		own = start + n
		ctx.before = c.Text().Slice(own, l.start)
	}
	ctx.after = c.Text().Slice(l.end, min(to, l.end+contextLength/4))
	ctx.italic = italicBefore(c, own, l.start)
	return ctx
}

// authorLength is how many words of authors stand before the title in a reference.
const authorLength = 12

// referenceStart returns the offset in code points at which the reference begins that ends s, where its parts are sentences:
// "Lind, Morten. “The value of data.” Danish Enterprise Authority. July 7, 2010. "; -1 when s ends in no such reference.
func (ctx *context) referenceStart(s string) int {
	start, end, ok := lastQuoted(s)
	if !ok || !upperStart(strings.Trim(s[start:end], "“”\"«» ")) || !ctx.bibliographic(s[end:]) {
		return -1
	}
	author := strings.TrimLeft(s[:start], " .,;)")
	if upperStart(author) && len(strings.Fields(author)) <= authorLength && ctx.bibliographic(author) {
		start -= len(author)
	}
	return utf8.RuneCountInString(s[:start])
}

// italicBefore returns the last run of italic words between two offsets.
func italicBefore(c *corpus.Content, from, to int) string {
	b := c.BlockAt(from)
	if b < 0 {
		return ""
	}
	end, start := 0, 0
	for i := range c.Blocks[b].Spans {
		sp := &c.Blocks[b].Spans[i]
		if sp.Start < from || sp.End > to || !sp.Style.Has(corpus.Italic) {
			continue
		}
		if sp.Start != end {
			start = sp.Start
		}
		end = sp.End
	}
	return strings.TrimSpace(c.Text().Slice(start, end))
}

// leadsOn reports whether words only lead on to a link of the same source: "Available at:", "and", ";".
func leadsOn(s string) bool { return holdsOnly(s, &vocabulary().linkLeads) }

// leadsOnly reports whether words only lead to a link: those of leadsOn, or "See also".
func leadsOnly(s string) bool { return holdsOnly(s, &vocabulary().allLeads) }

func holdsOnly(s string, leads *phrases) bool {
	ws := splitWords(s)
	for i := 0; i < len(ws); {
		_, n := leads.at(ws, i)
		if n == 0 && number(ws[i].lower) && len(ws[i].lower) <= 3 { // a page
			n = 1
		}
		if n == 0 {
			return false
		}
		i += n
	}
	return true
}
