package structure

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// build makes a content from a notation of one block a line:
//
//	# Title^1^                a heading, of level 2 with "##"
//	words                     a paragraph
//	li 1 2| words             an item of list 2, labelled 1
//	note 3| words             a block marked as a note, labelled 3
//	furniture| words          furniture
//	p2| words                 a paragraph of page 2
//	@p2 note 3| words         a note of page 2
//
// Inside a line ^1^ is superscript, _a_ italic, [[words|target]] a link, {#name} an anchor and ⏎ a line break.
func build(t testing.TB, notation string) *corpus.Content {
	t.Helper()
	c := &corpus.Content{}
	for _, line := range strings.Split(strings.TrimSpace(notation), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			addBlock(c, line)
		}
	}
	c.Layout()
	return c
}

func addBlock(c *corpus.Content, line string) {
	b := corpus.Block{Kind: corpus.Paragraph}
	if n := len(line) - len(strings.TrimLeft(line, "#")); n > 0 && strings.HasPrefix(line[n:], " ") {
		b.Kind, b.Level, line = corpus.Heading, n, line[n+1:]
	} else if head, rest, ok := strings.Cut(line, "| "); ok && !strings.Contains(head, "[[") && len(head) < 24 {
		line = rest
		for _, f := range strings.Fields(head) {
			n, err := strconv.Atoi(f)
			switch {
			case f == "li":
				b.Kind, b.Level, b.List = corpus.ListItem, 1, 1
			case f == "sub":
				b.Kind, b.Level, b.List = corpus.ListItem, 2, 9
			case f == "more":
				b.List = 1
			case f == "note":
				b.Kind = corpus.Note
			case f == "table":
				b.Kind = corpus.Table
			case f == "furniture":
				b.Kind = corpus.Furniture
			case strings.HasPrefix(f, "@p"):
				b.Page, _ = strconv.Atoi(f[2:])
			case b.Label != "" && err == nil:
				b.List = n
			default:
				b.Label = f
			}
		}
	}
	inline(c, &b, line)
	c.Blocks = append(c.Blocks, b)
}

func inline(c *corpus.Content, b *corpus.Block, s string) {
	at := 0
	var style corpus.Style
	link := ""
	add := func(text string) {
		if text != "" {
			b.Spans = append(b.Spans, corpus.Span{Text: text, Style: style, Link: link})
			at += utf8.RuneCountInString(text)
		}
	}
	for s = strings.ReplaceAll(s, "⏎", "\n"); s != ""; {
		i := strings.IndexAny(s, "^_[{")
		if i < 0 {
			add(s)
			break
		}
		switch {
		case s[i] == '^':
			add(s[:i])
			style ^= corpus.Superscript
			s = s[i+1:]
		case s[i] == '_' && (i == 0 || s[i-1] == ' ' || style.Has(corpus.Italic)):
			add(s[:i])
			style ^= corpus.Italic
			s = s[i+1:]
		case strings.HasPrefix(s[i:], "{#"):
			add(s[:i])
			name, rest, _ := strings.Cut(s[i+2:], "}")
			c.Anchors = append(c.Anchors, corpus.Anchor{Name: name, Block: len(c.Blocks), At: at})
			s = rest
		case strings.HasPrefix(s[i:], "[["):
			add(s[:i])
			words, rest, _ := strings.Cut(s[i+2:], "|")
			link, s, _ = strings.Cut(rest, "]]")
			for k, part := range strings.Split(words, "^") {
				if k%2 == 1 {
					style |= corpus.Superscript
				}
				add(part)
				style &^= corpus.Superscript
			}
			link = ""
		default:
			add(s[:i+1])
			s = s[i+1:]
		}
	}
}
