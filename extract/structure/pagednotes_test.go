package structure

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// TestNamedNotes reads documents whose reader says where notes begin, as that of PDFs does.
func TestNamedNotes(t *testing.T) {
	tests := []struct{ name, doc, want string }{
		{
			"labels are the truth", `
			@p1| Alpha^1^ and beta.^2^
			@p1| 3. An item of a list.
			@p1 note 1| ^1^ First note.
			@p1 note 2| ^2^Second note, as of May
			@p1 note| 11. Retrieved later.
			@p1 note| 15 interviews were held.
			@p2| Gamma[3].
			@p2 note 3| 3. Third note.`,
			"1 1 First note. <- 1@Alpha\n2 2 Second note, as of May / 11. Retrieved later. / 15 interviews were held. <- 2@beta\n3 3 Third note. <- [3]@Gamma\n",
		},
		{
			"powers and far numbers are no markers", `
			@p1| It holds 10^3^ and x^2^ rooms. Alpha^1^ and beta^2^.
			@p1 note 1| ^1^ First note.
			@p1 note 2| ^2^ Second note.
			@p5| Of y^2^ nothing is known. Gamma^3^.
			@p5 note 3| ^3^ Third note.`,
			"1 1 First note. <- 1@Alpha\n2 2 Second note. <- 2@beta\n3 3 Third note. <- 3@Gamma\n",
		},
		{
			"brackets and letters", `
			@p1| Alpha[1] and beta^ii^ and gamma*. Delta^2^.
			@p1 note 1| [1] First note.
			@p1 note ii| ^ii^ Second note.
			@p1 note *| *Third note.
			@p1 note 2| ^2^.csv files hold tables.`,
			"1 [1] First note. <- [1]@Alpha\nroman.2 ii Second note. <- ii@beta\nsymbols.1 * Third note. <- *@gamma\n2 2 .csv files hold tables. <- 2@Delta\n",
		},
		{
			"numbers that begin again with each page", `
			@p1| Alpha^1^ and beta^2^.
			@p1 note 1| ^1^ a.
			@p1 note 2| ^2^ b.
			@p2| Gamma^1^.
			@p2 note 1| ^1^ c.`,
			"1.1 1 a. <- 1@Alpha\n1.2 2 b. <- 2@beta\n2.1 1 c. <- 1@Gamma\n",
		},
		{
			"a marker that lost its style", `
			@p1| Alpha^1^ and the plan of 2014-2016.2 It went on^3^.
			@p1 note 1| ^1^ a.
			@p1 note 2| ^2^ b.
			@p1 note 3| ^3^ c.`,
			"1 1 a. <- 1@Alpha\n2 2 b. <- 2@\n3 3 c. <- 3@on\n",
		},
		{
			"links that lead beside the note", `
			@p1| Alpha[[^1^|#n1]] and beta[[^2^|#n1]].
			@p1 note 1| {#n1}^1^ a.
			@p1 note 2| ^2^ b.`,
			"1 1 a. <- 1@Alpha\n2 2 b. <- 2@beta leads to 1\n",
		},
		{
			"numbers in brackets beside raised markers", `
			@p1| Alpha^1^ and beta^2^. See section [2] of the annex.
			@p1 note 1| ^1^ a.
			@p1 note 2| ^2^ b.`,
			"1 1 a. <- 1@Alpha\n2 2 b. <- 2@beta\n",
		},
		{
			"markers without style behind cut words and at the end", `
			@p1| The rights of a12 are in question. The plan of 2014-2016.13 14
			@p1| It was amended 15
			@p1 note 12| ^12^ a.
			@p1 note 13| ^13^ b.
			@p1 note 14| ^14^ c.
			@p1 note 15| ^15^ d.`,
			"12 12 a. <- 12@a\n13 13 b. <- 13@\n14 14 c. <- 14@\n15 15 d. <- 15@amended\n",
		},
		{
			"markers in parentheses between sentences, and the asterisk of LaTeX", `
			@p1| Alpha∗ is said. (1) Beta is too, see point 2. (2) So it goes.
			@p1 note *| ∗ At the ministry.
			@p1 note 1| (1) a.
			@p1 note 2| (2) b.`,
			"symbols.1 * At the ministry. <- *@Alpha\n1 (1) a. <- (1)@said\n2 (2) b. <- (2)@\n",
		},
		{
			"a year is no marker", `
			@p1| The plan of 2014-2016.^1^ It is old.
			@p1 note 1| ^1^ 2016 was late.`,
			"1 1 2016 was late. <- 1@\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := build(t, tt.doc)
			s := Read(c)
			if got := printed(c, s); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
			checkStructure(t, c, s)
		})
	}
}

// TestPartsOfPages reads a paragraph and a note that go on over a page: the page of what stands in them is that of the part.
func TestPartsOfPages(t *testing.T) {
	super := func(s string) corpus.Span { return corpus.Span{Text: s, Style: corpus.Superscript} }
	c := &corpus.Content{Blocks: []corpus.Block{
		{Kind: corpus.Paragraph, Page: 1, Parts: []corpus.Part{{At: 6, Page: 2}}, Spans: []corpus.Span{{Text: "Alpha beta."}, super("1")}},
		{Kind: corpus.Note, Page: 2, Label: "1", Parts: []corpus.Part{{At: 6, Page: 3}}, Spans: []corpus.Span{super("1"), {Text: " See https://a.org/b"}}},
	}}
	c.Layout()
	s := Read(c)
	notes, cites := s.Footnotes(c, "doc-1"), s.Citations(c, "doc-1")
	if len(notes) != 1 || notes[0].MarkerPage != 2 || notes[0].Evidence.Page != 2 {
		t.Errorf("notes %+v", notes)
	}
	if len(cites) != 1 || cites[0].Page != 3 {
		t.Errorf("citations %+v", cites)
	}
}
