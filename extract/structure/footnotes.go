package structure

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// Footnotes returns the notes as records of the document, in order. Their evidence is the whole note with its marker.
// FootnoteID and ReportID, which need the report's id, are empty.
func (s *Structure) Footnotes(c *corpus.Content, id corpus.DocumentID) []corpus.Footnote {
	var rows []corpus.Footnote
	for i := range s.Notes {
		n := &s.Notes[i]
		f := corpus.Footnote{Number: n.Number, Label: n.Label, Section: n.Section, Evidence: c.Evidence(id, n.Start, n.End)}
		for _, p := range n.Paragraphs {
			f.Paragraphs = append(f.Paragraphs, c.Text().Slice(p.Start, p.End))
		}
		f.Text = strings.Join(f.Paragraphs, "\n")
		if len(n.Markers) > 0 {
			s.setMarker(c, &f, &s.Markers[n.Markers[0]])
		}
		rows = append(rows, f)
	}
	return rows
}

func (s *Structure) setMarker(c *corpus.Content, f *corpus.Footnote, m *Marker) {
	f.MarkerStart = corpus.Ptr(m.Start)
	f.MarkerPage = c.PageAt(m.Start)
	f.MarkerContext = c.Text().Slice(m.Sentence.Start, m.Sentence.End)
}
