package cited

import (
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// titleAspect looks for the title that the note gives, in the document's titles and headings and in all of its text.
func (s *source) titleAspect() aspect {
	title := strings.Trim(s.Citation.Title, " .…“”\"«»")
	ws := foldWords(title)
	if len(ws) == 0 {
		return aspect{}
	}
	a := aspect{state: silent, name: "the title (" + quoted(title) + ")"}
	start, end, found := s.findTitle(title, ws)
	own := slices.ContainsFunc(s.ownTitles(), func(t string) bool { return titlesAlike(ws, foldWords(t)) })
	if found {
		a.places = []corpus.Place{s.place(start, end)}
	}
	switch {
	case own, found && (s.headed(start) || s.inMain(start)):
		a.state = agrees
	case found:
		a.state, a.places = unsure, nil
		a.remark = "The title stands beside the text of the page alone, as that of another one."
	}
	return a
}

// inMain reports whether an offset lies in the article of a page, and not in lists of other pages around it.
func (s *source) inMain(offset int) bool {
	at := s.Content.Text().Offset(offset)
	return len(s.Content.Main) == 0 || slices.ContainsFunc(s.Content.Main, func(r corpus.Range) bool { return r.Start <= at && at < r.End })
}

// findTitle returns where the text has the title: as it is, or with a word or two more or less; of a title with a subtitle, where it
// has the first part.
func (s *source) findTitle(title string, ws []string) (start, end int, ok bool) {
	if start, end, ok = s.sequence(ws, content(ws) >= 2); ok {
		return start, end, true
	}
	if start, end, ok = s.loosely(ws, titleShare); ok {
		return start, end, true
	}
	for _, sep := range []string{": ", " – ", " - ", " | ", ". "} {
		if part, _, cut := strings.Cut(title, sep); cut {
			if first := foldWords(part); content(first) >= 3 {
				return s.sequence(first, true)
			}
		}
	}
	return 0, 0, false
}

// longestTitle is how many words the first line has at most that is taken for a title.
const longestTitle = 12

// ownTitles returns the titles that the document gives itself: its first heading, what its format states, and its first line. Formats
// often state the name of a file.
func (s *source) ownTitles() []string {
	heading, first := s.firstLines()
	stated := []string{heading, s.Document.Title, s.Content.Title}
	if s.Minutes != nil {
		stated = append(stated, s.Minutes.Title)
	}
	var titles []string
	for _, t := range append(stated, first) {
		if strings.TrimSpace(t) != "" {
			titles = append(titles, t)
		}
	}
	return titles
}

// firstLines returns the first heading, and the first line where it is short enough to be a title.
func (s *source) firstLines() (heading, first string) {
	for i := range s.Content.Blocks {
		b := &s.Content.Blocks[i]
		if i == 0 && len(strings.Fields(b.Text())) <= longestTitle {
			first = b.Text()
		}
		if b.Kind == corpus.Heading {
			return b.Text(), first
		}
	}
	return "", first
}

// titlesAlike reports whether one of two titles begins with the other, or holds nearly all of its words in order.
func titlesAlike(a, b []string) bool {
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	if content(short) < 2 {
		return len(short) > 0 && len(short) == len(long) && short[0] == long[0]
	}
	if content(short)*2 < content(long) && content(short) < 4 {
		return false
	}
	k := 0
	for _, w := range long {
		if k < len(short) && w == short[k] {
			k++
		}
	}
	return float64(k) >= titleShare*float64(len(short)) && !slices.ContainsFunc(short[k:], numberWord)
}

// content counts the words of a title that are none of the small ones.
func content(ws []string) int {
	n := 0
	for _, w := range ws {
		if !vocabulary().small[w] {
			n++
		}
	}
	return n
}

// unlike reports whether the document is plainly another one than the title names: in the title's language, with a title of its own
// that shares no word with it, and without the title's words in its text.
func (s *source) unlike() bool {
	ws := foldWords(s.Citation.Title)
	if content(ws) < 3 || len(s.words) < leastWords || !s.inLanguageOf(ws) {
		return false
	}
	titles := s.ownTitles()
	if len(titles) == 0 {
		return false
	}
	text := map[string]bool{}
	for i := range s.words {
		text[s.words[i].fold] = true
	}
	for _, t := range titles {
		for _, w := range foldWords(t) {
			text[w] = true
		}
	}
	there := 0
	for _, w := range ws {
		if !vocabulary().small[w] && text[w] {
			there++
		}
	}
	return there*5 <= content(ws)
}

// isDocument reports whether what the note cites is a text: a recording, a post, a table of data or a talk has another one around
// it on its page.
func (s *source) isDocument() bool {
	switch s.Citation.Kind {
	case corpus.CitesVideo, corpus.CitesSocial, corpus.CitesDataset, corpus.CitesInterview:
		return false
	}
	return true
}

// leastWords is how many words a text must have before it can be said to be another document: pages that need a program to show their
// text have fewer.
const leastWords = 20

// inLanguageOf reports whether a title is in the document's language, by its small words.
func (s *source) inLanguageOf(title []string) bool {
	if s.lang == "" {
		return false
	}
	counts := map[corpus.Language]int{}
	most := 0
	for l, small := range vocabulary().smallOf {
		for _, w := range title {
			if small[w] {
				counts[l]++
			}
		}
		most = max(most, counts[l])
	}
	return most > 0 && counts[s.lang] == most
}

// standIn returns the words by which a page says that it only stands in for what was asked for: "Page not found", "Log in".
func (s *source) standIn() (title, class string) {
	if s.Minutes != nil {
		return "", ""
	}
	for _, t := range s.ownTitles() {
		ws := wordsOf(t)
		if len(ws) > standInLength {
			continue
		}
		for i := range ws {
			if classes, n := vocabulary().standIns.at(ws, i); n > 0 {
				return t, classes[0]
			}
		}
	}
	return "", ""
}

// standInLength is how many words the title of a page that stands in has at most.
const standInLength = 9
