package pdfdoc

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/charset"
)

// spanWriter writes glyphs as spans of one style, size and link.
type spanWriter struct {
	block *corpus.Block
	text  strings.Builder
	open  corpus.Span // what the text in the builder has besides it
	gap   bool        // a space must come before the next glyph
	join  bool        // none may come
}

func (w *spanWriter) write(g glyph, space bool) {
	text := strings.Map(func(r rune) rune {
		if charset.Invisible(r) {
			return -1
		}
		if charset.IsSpace(r) {
			return ' '
		}
		return r
	}, g.text)
	if text == "" {
		return
	}
	s := corpus.Span{Style: g.style, Size: g.size, Link: g.link}
	if (space || w.gap) && !w.join && (w.text.Len() > 0 || len(w.block.Spans) > 0) {
		text = " " + text
	}
	w.gap, w.join = false, false
	if s.Style != w.open.Style || s.Size != w.open.Size || s.Link != w.open.Link {
		if text[0] == ' ' && w.text.Len() > 0 { // a space goes with what is before it
			w.text.WriteByte(' ')
			text = text[1:]
		}
		w.flush()
		w.open = s
	}
	w.text.WriteString(text)
}

func (w *spanWriter) flush() {
	if w.text.Len() > 0 {
		w.open.Text = w.text.String()
		w.block.Spans = append(w.block.Spans, w.open)
	}
	w.text.Reset()
}

// newLine sets what stands between two lines: a space, or nothing behind a hyphen. The hyphen goes where it only divides a
// word: between small letters, unless the document writes the word with a hyphen elsewhere too ("co-creation").
func (w *spanWriter) newLine(next string, words map[string]bool) {
	w.gap = true
	line := w.text.String()
	last, size := utf8.DecodeLastRuneInString(line)
	if last != '-' && last != '\u2010' && last != '\u00ad' {
		return
	}
	first, _ := utf8.DecodeRuneInString(next)
	before := line[strings.LastIndexByte(line, ' ')+1 : len(line)-size]
	after := strings.TrimRightFunc(strings.SplitN(next, " ", 2)[0], unicode.IsPunct)
	if before == "" {
		return // a dash
	}
	w.gap, w.join = false, true
	divides := unicode.IsLower(first) && !strings.ContainsFunc(before, func(r rune) bool { return !unicode.IsLetter(r) })
	if last == '\u00ad' || divides && !words[strings.ToLower(before+"-"+after)] {
		w.text.Reset()
		w.text.WriteString(line[:len(line)-size])
	}
}

// hyphenated returns the words of a document that are written with a hyphen inside a line.
func hyphenated(pages [][]paragraph) map[string]bool {
	words := map[string]bool{}
	for _, page := range pages {
		for _, p := range page {
			for i := range p.lines {
				for word := range strings.FieldsSeq(p.lines[i].text()) {
					word = strings.ToLower(strings.TrimFunc(word, unicode.IsPunct))
					if strings.Contains(word, "-") && len(words) < 1<<16 {
						words[word] = true
					}
				}
			}
		}
	}
	return words
}

// webAddress returns an address if it is one of the web, else "".
func webAddress(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || !utf8.ValidString(s) {
		return ""
	}
	return s
}

func sortDescending(sizes []float64) {
	slices.Sort(sizes)
	slices.Reverse(sizes)
}
