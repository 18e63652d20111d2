package cited

import (
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// Reading is what checks need of a document's text. It costs as much as all comparisons of a long document together.
type Reading struct {
	content  *corpus.Content
	text     string
	lang     corpus.Language
	words    []word
	mentions []mention
}

// Read returns the reading of a document, for [Question].Reading of all citations of it. The minutes may be nil.
func Read(d *corpus.Document, c *corpus.Content, m *corpus.Minutes) *Reading {
	s := source{Question: Question{Document: d, Content: c, Minutes: m}, reading: &Reading{content: c, text: c.Text().String()}}
	s.lang = s.language()
	s.words = wordsOf(s.text)
	s.mentions = mentionsOf(s.text, s.lang)
	return s.reading
}

// reading is the reading of the source of a question.
type reading = Reading

// source is a cited document that was read, ready for comparisons.
type source struct {
	Question
	*reading
	zone    int  // byte offset behind the lines that say what the document is
	scanned bool // some of its text was recognised in pictures
}

func newSource(q *Question) *source {
	s := &source{Question: *q, reading: q.Reading}
	if s.reading == nil || s.reading.content != q.Content {
		s.reading = Read(q.Document, q.Content, q.Minutes)
	}
	s.scanned = q.Document.TextStatus == corpus.TextOCR || len(q.Content.Words) > 0
	s.zone = s.titleZone()
	return s
}

// language returns the language of the document, as far as it is known.
func (s *source) language() corpus.Language {
	if s.Minutes != nil && s.Minutes.Language != "" {
		return s.Minutes.Language.Base()
	}
	if found := structure.Language(s.text); found != "" {
		return found.Base()
	}
	if s.Document.Language != "" {
		return s.Document.Language.Base()
	}
	return s.Content.Language.Base()
}

// The first lines of a document say what it is: title, body, date. Attendance and agenda come behind them.
const (
	zoneBlocks = 5
	zoneLength = 400 // bytes
)

// titleZone returns the byte offset behind those lines.
func (s *source) titleZone() int {
	end, n := 0, 0
	for i := range s.Content.Blocks {
		b := &s.Content.Blocks[i]
		if b.Kind == corpus.Furniture {
			continue
		}
		if n++; n > zoneBlocks || b.Kind == corpus.Table {
			break
		}
		if blockEnd := s.byte(b.End); blockEnd <= zoneLength || n == 1 {
			end = min(blockEnd, zoneLength)
			continue
		}
		break
	}
	return end
}

// headed reports whether a byte offset lies in a heading or in the lines that say what the document is.
func (s *source) headed(offset int) bool {
	if offset < s.zone {
		return true
	}
	i := s.Content.BlockAt(s.Content.Text().Offset(offset))
	return i >= 0 && s.Content.Blocks[i].Kind == corpus.Heading
}

func (s *source) byte(offset int) int { return s.Content.Text().Byte(offset) }

// place returns the place between two byte offsets.
func (s *source) place(start, end int) corpus.Place {
	t := s.Content.Text()
	from, to := t.Offset(start), t.Offset(end)
	return corpus.Place{DocumentID: s.Document.DocumentID, Page: s.Content.PageAt(from), Start: from, End: to, Quote: s.text[start:end]}
}

// stated returns where minutes state a field, in byte offsets, when the text does have it there.
func (s *source) stated(field string) (start, end int, ok bool) {
	if s.Minutes == nil {
		return 0, 0, false
	}
	for _, p := range s.Minutes.Places {
		if p.Field == field && p.End > p.Start && s.Content.Text().Slice(p.Start, p.End) == p.Quote {
			return s.byte(p.Start), s.byte(p.End), true
		}
	}
	return 0, 0, false
}

// citesMinutes reports whether the note cites minutes: it says so, or it names a meeting.
func (s *source) citesMinutes() bool {
	if s.Citation.Kind == corpus.CitesMinutes {
		return true
	}
	if s.Citation.Kind != corpus.CitesOther {
		return false
	}
	for _, w := range foldWords(s.ownWords()) {
		if vocabulary().meetings[w] {
			return true
		}
	}
	return false
}

// noun is what the document is called in a sentence.
func (s *source) noun() string {
	switch {
	case s.Minutes != nil:
		return "minutes"
	case strings.Contains(s.Document.MediaType, "html"):
		return "page"
	}
	return "document"
}

// verb returns one of two forms of a verb: of "page" and of "minutes".
func (s *source) verb(one, many string) string {
	if s.Minutes != nil {
		return many
	}
	return one
}

// they is the pronoun of the document.
func (s *source) they() string { return s.verb("it", "they") }

// longestQuote bounds what a detail quotes, in code points.
const longestQuote = 90

// quoted returns words in quotation marks, cut where they are long.
func quoted(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > longestQuote {
		runes := []rune(s)[:longestQuote]
		s = strings.TrimRight(string(runes), " ,;:") + "…"
	}
	return "“" + strings.Trim(s, "“”\"") + "”"
}
