package structure

import (
	"net/url"
	"sort"
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

// samePlaces is how often one name is looked up. Pages that were pasted together repeat names, a few times.
const samePlaces = 100

func (r *reader) readAnchors() {
	r.anchors = make(map[string][]int, len(r.c.Anchors))
	r.s.anchors = make(map[string]bool, len(r.c.Anchors))
	for i, a := range r.c.Anchors {
		if a.Block < len(r.c.Blocks) && len(r.anchors[a.Name]) < samePlaces {
			r.anchors[a.Name] = append(r.anchors[a.Name], i)
			r.s.anchors[a.Name] = true
		}
	}
}

// inPage returns the name of the place in this document that a link leads to; "" for other links. A link that is written in
// full counts when the document has the place that its fragment names ("https://example.org/report/#_ftn3").
func (r *reader) inPage(link string) string {
	i := strings.IndexByte(link, '#')
	if i < 0 || i == len(link)-1 {
		return ""
	}
	name := link[i+1:]
	if r.anchors[name] == nil {
		if plain, err := url.PathUnescape(name); err == nil && r.anchors[plain] != nil {
			name = plain
		} else if i > 0 {
			return ""
		}
	}
	return name
}

// noteAnchor reports whether the name is one that footnote markups give to notes.
func (r *reader) noteAnchor(name string) bool { return hasAnyPrefix(name, r.w.markup.NoteAnchors) }

// commentAnchor reports whether the name belongs to an editor's comment, which looks like a note and is none.
func (r *reader) commentAnchor(name string) bool {
	return hasAnyPrefix(name, r.w.markup.CommentAnchors)
}

func hasAnyPrefix(name string, prefixes []string) bool {
	name = strings.ToLower(strings.TrimLeft(name, "_-:."))
	for _, p := range prefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// linksBack reports whether a line holds a link that leads to a place in the other block.
func (r *reader) linksBack(block int, line Range, other int) bool {
	spans := r.c.Blocks[block].Spans
	first := sort.Search(len(spans), func(i int) bool { return spans[i].End >= line.Start })
	for i := first; i < len(spans) && spans[i].Start <= line.End && i-first < spansLooked; i++ {
		if spans[i].Link == "" {
			continue
		}
		for _, a := range r.anchors[r.inPage(spans[i].Link)] {
			if r.c.Anchors[a].Block == other {
				return true
			}
		}
	}
	return false
}

// A line of more spans than this is no note that a person wrote.
const spansLooked = 200

// backWords reports whether words say no more than "back": an arrow, "Return to text", or nothing.
func (r *reader) backWords(s string) bool {
	s = strings.Map(func(c rune) rune {
		if c == '\ufe0e' || c == '\ufe0f' || c == '[' || c == ']' || c == '(' || c == ')' {
			return -1
		}
		return unicode.ToLower(c)
	}, s)
	for _, g := range r.w.markup.BackGlyphs {
		s = strings.ReplaceAll(s, g, "")
	}
	s = strings.TrimSpace(s)
	return s == "" || r.w.backWords[s]
}

// glyph reports whether a rune is an arrow that leads back, or what follows such an arrow.
func (r *reader) glyph(c rune) bool {
	if c == '^' {
		return false
	}
	if c == '\ufe0e' || c == '\ufe0f' {
		return true
	}
	for _, g := range r.w.markup.BackGlyphs {
		if strings.ContainsRune(g, c) {
			return true
		}
	}
	return false
}

// spanAt returns the index of the span of a block that holds the offset, or -1.
func spanAt(b *corpus.Block, offset int) int {
	i := sort.Search(len(b.Spans), func(i int) bool { return b.Spans[i].End > offset })
	if i < len(b.Spans) && b.Spans[i].Start <= offset {
		return i
	}
	return -1
}

// trimBack cuts the links that lead back to the marker, and bare arrows, from both ends of a paragraph of a note.
func (r *reader) trimBack(block int, p Range) Range {
	for range 20 {
		p = r.trim(p)
		q := r.trimBackEnd(block, r.trimBackStart(block, p))
		if q == p || q.Start >= q.End {
			return q
		}
		p = q
	}
	return p
}

func (r *reader) trimBackEnd(block int, p Range) Range {
	if p.Start >= p.End {
		return p
	}
	b := &r.c.Blocks[block]
	if i := spanAt(b, p.End-1); i >= 0 && r.inPage(b.Spans[i].Link) != "" || i >= 0 && b.Spans[i].Link == "#" {
		from := max(b.Spans[i].Start, p.Start)
		if words := r.c.Text().Slice(from, p.End); r.backWords(words) || from > p.Start && isLabel(words) {
			return Range{p.Start, from}
		}
	}
	tail := []rune(r.c.Text().Slice(max(p.Start, p.End-8), p.End))
	end := p.End
	for n := len(tail); n > 0 && r.glyph(tail[n-1]); n-- {
		end--
	}
	return Range{p.Start, end}
}

// trimBackStart cuts "^", and the "a b" of a note that several markers refer to.
func (r *reader) trimBackStart(block int, p Range) Range {
	if p.Start >= p.End {
		return p
	}
	b := &r.c.Blocks[block]
	if i := spanAt(b, p.Start); i >= 0 && r.inPage(b.Spans[i].Link) != "" {
		to := min(b.Spans[i].End, p.End)
		if words := r.c.Text().Slice(p.Start, to); r.backWords(words) || isLabel(words) {
			return Range{to, p.End}
		}
	}
	head := []rune(r.c.Text().Slice(p.Start, min(p.End, p.Start+3)))
	if r.glyph(head[0]) || head[0] == '^' && len(head) > 1 && unicode.IsSpace(head[1]) {
		return Range{p.Start + 1, p.End}
	}
	return p
}

func isLabel(s string) bool {
	_, ok := parseLabel(strings.Trim(s, "[]() \u00a0"))
	return ok
}

func isBlank(s string) bool { return strings.TrimFunc(s, unicode.IsSpace) == "" }

// trim cuts white space from both ends of a range.
func (r *reader) trim(p Range) Range { return trimRange(r.c.Text(), p) }

func trimRange(t *corpus.Text, p Range) Range {
	s := t.Slice(p.Start, p.End)
	for _, c := range s {
		if !unicode.IsSpace(c) {
			break
		}
		p.Start++
	}
	for p.End > p.Start && len(s) > 0 {
		c, size := lastRune(s)
		if !unicode.IsSpace(c) {
			break
		}
		s = s[:len(s)-size]
		p.End--
	}
	return p
}
