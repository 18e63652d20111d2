package web

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// longestLabel is how long a marker can be to stand in the margin; longer ones are misread.
const longestLabel = 8

// noteView is a footnote as the page of its report shows it.
type noteView struct {
	Anchor, Number, Label, Section string
	File                           *filterLink // the report's other document that the note stands in
	Paragraphs                     []string
	Claim, ClaimURL                string
	URL                            string
	Citations                      []citationView
}

type citationView struct {
	Kind               corpus.CitationKind
	Status             corpus.CitationStatus
	Title, Body        string
	Date, Accessed     corpus.Date
	Commitments        string
	Address, URL       string
	Copy               string
	Check, CheckDetail string
	Passages           []passageView
}

// passageView is a place of the cited document that the check read.
type passageView struct{ Quote, URL string }

func (s *site) noteViews(ctx context.Context, d reportDossier, ids anchors) ([]noteView, error) {
	claims := claimPlaces{ctx: ctx, site: s, texts: map[corpus.DocumentID]*corpus.Text{}}
	citations := map[string][]citationView{}
	for _, c := range d.citations {
		citations[c.FootnoteID] = append(citations[c.FootnoteID], citationViewOf(c))
	}
	var out []noteView
	for _, f := range d.footnotes {
		section, file := s.noteSection(f, d.documents)
		v := noteView{
			Anchor: ids.unique(noteAnchor(f.FootnoteID)), Number: fmt.Sprint(f.Number), Label: f.Label, Section: section, File: file,
			Paragraphs: f.Paragraphs, Claim: f.MarkerContext, URL: evidenceURL(f.Evidence), Citations: citations[f.FootnoteID],
		}
		if v.Label == "" || utf8.RuneCountInString(v.Label) > longestLabel {
			v.Label = v.Number
		}
		if len(v.Paragraphs) == 0 && f.Text != "" {
			v.Paragraphs = strings.Split(f.Text, "\n")
		}
		var err error
		if v.ClaimURL, err = claims.of(f); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// noteSection takes the section of a note apart: notes of a document of the report that numbers anew have its id before
// their section, which people are given as a link to the document.
func (s *site) noteSection(f corpus.Footnote, documents []corpus.Document) (section string, file *filterLink) {
	rest, ok := strings.CutPrefix(f.Section, string(f.DocumentID))
	if f.DocumentID == "" || !ok || rest != "" && rest[0] != '.' {
		return f.Section, nil
	}
	return strings.TrimPrefix(rest, "."), &filterLink{s.inDocument(f.DocumentID, documents), documentURL(f.DocumentID)}
}

// inDocument says which of a report's documents is meant: in the PDF, on the web page.
func (s *site) inDocument(id corpus.DocumentID, documents []corpus.Document) string {
	words := "in.file"
	if i := slices.IndexFunc(documents, func(d corpus.Document) bool { return d.DocumentID == id }); i >= 0 {
		switch safeMediaType(documents[i].MediaType) {
		case "application/pdf":
			words = "in.pdf"
		case "text/html", "application/xhtml+xml":
			words = "in.page"
		}
	}
	return s.pages.words.must(words)
}

func citationViewOf(c corpus.Citation) citationView {
	v := citationView{
		Kind: c.Kind, Status: c.Status, Title: c.Title, Body: c.Body, Date: c.Date, Accessed: c.AccessedOn,
		Commitments: strings.Join(c.CommitmentNumbers, ", "), Address: string(c.URL), URL: webAddress(string(c.URL)),
	}
	if c.Publisher != "" && c.Publisher != c.Body {
		v.Title = strings.TrimPrefix(v.Title+", "+c.Publisher, ", ")
	}
	if v.Status == "" {
		v.Status = corpus.NotTried
	}
	if v.Address == "" {
		v.Address = c.URLAsWritten
	}
	if c.DocumentID != "" {
		v.Copy = documentURL(c.DocumentID)
	}
	if c.Check != "" && c.Check != corpus.NotChecked {
		v.Check, v.CheckDetail = c.Check, c.CheckDetail
		for _, p := range c.Passages {
			v.Passages = append(v.Passages, passageView{strings.Join(strings.Fields(p.Quote), " "), placeURL(p.DocumentID, p.Start, p.End)})
		}
	}
	return v
}

// claimPlaces finds the sentences that carry the markers of notes.
type claimPlaces struct {
	ctx   context.Context
	site  *site
	texts map[corpus.DocumentID]*corpus.Text
}

// of returns the address of the sentence that carries a note's marker, of the marker alone where the sentence is not
// around it, "" when nothing refers to the note.
func (c claimPlaces) of(f corpus.Footnote) (string, error) {
	if f.MarkerStart == nil || f.DocumentID == "" {
		return "", nil
	}
	text, ok := c.texts[f.DocumentID]
	if !ok {
		var err error
		if text, _, err = c.site.Store.Text(c.ctx, f.DocumentID); err != nil {
			return "", err
		}
		c.texts[f.DocumentID] = text
	}
	if text == nil {
		return "", nil
	}
	start, end := sentencePlace(text, *f.MarkerStart, f.MarkerContext)
	if start == end {
		end = start + max(1, utf8.RuneCountInString(f.Label))
	}
	return placeURL(f.DocumentID, start, end), nil
}

// sentencePlace returns where the sentence stands whose marker is at the offset; start and end are both the marker's when
// it does not stand there.
func sentencePlace(text *corpus.Text, marker int, sentence string) (start, end int) {
	n := utf8.RuneCountInString(sentence)
	from := max(0, marker-n)
	around := text.Slice(from, marker+n)
	i := strings.Index(around, sentence)
	if n == 0 || i < 0 {
		return marker, marker
	}
	start = from + utf8.RuneCountInString(around[:i])
	return start, start + n
}
