package structure

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// printed writes the notes of a document one a line: key label "paragraph / paragraph" <- words before each marker; and the
// markers that have no note.
func printed(c *corpus.Content, s *Structure) string {
	var sb strings.Builder
	for i, f := range s.Footnotes(c, "doc-1") {
		fmt.Fprintf(&sb, "%s %s %s <-", s.Notes[i].Key(), f.Label, strings.Join(f.Paragraphs, " / "))
		for _, k := range s.Notes[i].Markers {
			m := s.Markers[k]
			fmt.Fprintf(&sb, " %s@%s", m.Label, wordBeforeMarker(c, m.Start))
			if m.Leads != "" {
				fmt.Fprintf(&sb, " leads to %s", m.Leads)
			}
		}
		sb.WriteString("\n")
	}
	for _, m := range s.Markers {
		if m.Note < 0 {
			fmt.Fprintf(&sb, "missing %d %s@%s\n", m.Number, m.Label, wordBeforeMarker(c, m.Start))
		}
	}
	return sb.String()
}

// wordBeforeMarker returns the last letters before a marker.
func wordBeforeMarker(c *corpus.Content, at int) string {
	s := strings.TrimRight(c.Text().Slice(max(0, at-20), at), " ,.;:")
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if last, _ := utf8.DecodeLastRuneInString(s); len(words) == 0 || !unicode.IsLetter(last) {
		return ""
	}
	return words[len(words)-1]
}

func TestNotes(t *testing.T) {
	tests := []struct{ name, doc, want string }{
		{
			"word links", `
			# Results[[[1]|#_ftn1]]{#_ftnref1}
			One thing[[[2]|#_ftn2]]. More.
			{#_ftn1}[[[1]|#_ftnref1]] First note.
			{#_ftn2}[[[2]|#_ftnref2]] Second note.
			Its second paragraph.
			furniture| Downloads
			Nothing more.`,
			"1 [1] First note. <- [1]@Results\n2 [2] Second note. / Its second paragraph. <- [2]@thing\n",
		},
		{
			"links written in full", `
			One thing[[[1]|https://example.org/r/#_ftn1]]{#_ftnref1}.
			{#_ftn1}[[[1]|https://example.org/r/#_ftnref1]] First note.`,
			"1 [1] First note. <- [1]@thing\n",
		},
		{
			"renumbered twice on one page", `
			## A
			Alpha[[[1]|#_ftn1]]{#_ftnref1} beta[[[2]|#_ftn2]].
			{#_ftn1}[[[1]|#_ftnref1]] a1.
			{#_ftn2}[[[2]|#_ftnref2]] a2.
			## B
			Gamma[[[1]|#_ftn1]]{#_ftnref1}.
			{#_ftn1}[[[1]|#_ftnref1]] b1.`,
			"A.1 [1] a1. <- [1]@Alpha\nA.2 [2] a2. <- [2]@beta\nB.1 [1] b1. <- [1]@Gamma\n",
		},
		{
			"raised numbers and a list with arrows", `
			Alpha.[[^1^|#fn1]]{#r1} Beta.[[^2^|#fn2]]{#r2}
			li 1| {#fn1}First note. [[↩︎|#r1]]
			li 2| {#fn2}Second note.
			more| Its second paragraph. [[↩︎|#r2]]
			li 3| {#fn3}Nobody refers to this. [[↩︎|#r3]]`,
			"1 1 First note. <- 1@Alpha\n2 2 Second note. / Its second paragraph. <- 2@Beta\n3 3 Nobody refers to this. <-\n",
		},
		{
			"arrows without anchors", `
			Alpha.^1^ Beta.^2^
			li 1| First note. ↩
			li 2| Second note. ↩`,
			"1 1 First note. <- 1@Alpha\n2 2 Second note. <- 2@Beta\n",
		},
		{
			"a list under a heading", `
			Alpha^1^ and beta^2^.
			## Notas
			li 1| First note.
			sub| A deeper item.
			li 2| Second note.
			## Downloads
			li 1 3| A file.`,
			"1 1 First note. / A deeper item. <- 1@Alpha\n2 2 Second note. <- 2@beta\n",
		},
		{
			"a closing list without anything", `
			li 1| A point of the text.
			li 2| Another.
			Alpha^1^ and beta^2^.
			li 1 2| First note.
			li 2 2| Second note.`,
			"1 1 First note. <- 1@Alpha\n2 2 Second note. <- 2@beta\n",
		},
		{
			"brackets in plain text", `
			# Results[1]
			Alpha[2] [...] beta [12 months] in [2019], x[4].
			[1] First note.
			[2] Second note.
			It goes on.
			[4] Fourth note, see [2].
			Downloads
			Nothing more.`,
			"1 [1] First note. <- [1]@Results\n2 [2] Second note. / It goes on. <- [2]@Alpha\n4 [4] Fourth note, see [2]. <- [4]@x\n",
		},
		{
			"several in a row", `
			Alpha[1][2], beta[1, 3], gamma[2-4].
			[1] a.
			[2] b.
			[3] c.
			[4] d.`,
			"1 [1] a. <- [1]@Alpha [1]@beta\n2 [2] b. <- [2]@ [2]@gamma\n3 [3] c. <- [3]@ [3]@\n4 [4] d. <- [4]@\n",
		},
		{
			"raised in a row", `
			Alpha^1,2^ and beta.^3 4^
			^1^ a.
			^2^ b.
			^3^ c.
			^4^ d.`,
			"1 1 a. <- 1@Alpha\n2 2 b. <- 2@\n3 3 c. <- 3@beta\n4 4 d. <- 4@\n",
		},
		{
			"raised digits of Unicode", `
			Alpha.¹ Beta of 5 km² and m².²
			¹ First note.
			² Second note.`,
			"1 ¹ First note. <- ¹@Alpha\n2 ² Second note. <- ²@\n",
		},
		{
			"parentheses", `
			We want (1) open data, (2) health and (3) more.
			The plan ended (1). So it goes (2), at last.
			(1) First note.
			(2) Second note.`,
			"1 (1) First note. <- (1)@ended\n2 (2) Second note. <- (2)@goes\n",
		},
		{"an enumeration is no note", `
			We want (1) open data, (2) health and (3) more.
			(1) Open data is fine.
			(2) Health is too.`, ""},
		{
			"roman numerals", `
			Alpha[[[i]|#_edn1]]{#_ednref1}, beta[[[ii]|#_edn2]]{#_ednref2}.
			{#_edn1}[[[i]|#_ednref1]] First.
			{#_edn2}[[[ii]|#_ednref2]] Second.`,
			"1 [i] First. <- [i]@Alpha\n2 [ii] Second. <- [ii]@beta\n",
		},
		{
			"symbols", `
			Alpha* and beta†. Required fields are marked *
			* First note.
			† Second note.`,
			"1 * First note. <- *@Alpha\n2 † Second note. <- †@beta\n",
		},
		{
			"symbols beside numbers", `
			# Title[[*|#fn0]]
			Alpha[[^1^|#fn1]]. Beta[[^2^|#fn2]].
			{#fn1}^1^ a.
			{#fn2}^2^ b.
			{#fn0}* Thanks.`,
			"1 1 a. <- 1@Alpha\n2 2 b. <- 2@Beta\nsymbols.1 * Thanks. <- *@Title\n",
		},
		{
			"numbers alone under a heading", `
			Alpha^4^ and beta^5^.
			Referencias
			4 IRM, 2018, https://example.org/a.pdf
			5 IRM, 2019, https://example.org/b.pdf
			2020 was no number.`,
			"4 4 IRM, 2018, https://example.org/a.pdf <- 4@Alpha\n5 5 IRM, 2019, https://example.org/b.pdf / 2020 was no number. <- 5@beta\n",
		},
		{
			"numbers with full stops at the end", `
			Alpha^1^ and beta^2^.
			1. First note.
			2. Second note.`,
			"1 1 First note. <- 1@Alpha\n2 2 Second note. <- 2@beta\n",
		},
		{"numbered paragraphs are no notes", `
			Alpha of 10^2^ and x^3^.
			1. Open data.
			2. Health.
			3. Water.
			4. Land.`, ""},
		{
			"lost style", `
			The plan ended in 2016.1 Water was late2 and COVID19 came.3 It is 4.5 now.
			## Notes
			1 First note.
			2 Second note.
			3 Third note.`,
			"1 1 First note. <- 1@\n2 2 Second note. <- 2@late\n3 3 Third note. <- 3@came\n",
		},
		{
			"pages with notes at their foot", `
			@p1| Alpha^1^ and beta^2^.
			@p1 note| 1 First note.
			@p1 note| 2 Second note that runs
			furniture @p1| Page 1
			@p2| Gamma^3^.
			@p2 note| over to this page.
			@p2 note| 3 Third note.⏎15 interviews were held.`,
			"1 1 First note. <- 1@Alpha\n2 2 Second note that runs / over to this page. <- 2@beta\n3 3 Third note. / 15 interviews were held. <- 3@Gamma\n",
		},
		{
			"numbers glued to their notes", `
			@p1| Alpha^1^ and beta^2^.
			@p1 note| 1First note.
			@p1 note| 2“Second” note.`,
			"1 1 First note. <- 1@Alpha\n2 2 “Second” note. <- 2@beta\n",
		},
		{
			"endnotes over several pages", `
			@p1| Alpha^1^ and beta^2^.
			# Endnotes
			@p8| 1 First note.
			@p8| 2 Second note, long,
			furniture @p8| Page 8
			@p9| which goes on here.
			@p9| 3 Third note.`,
			"1 1 First note. <- 1@Alpha\n2 2 Second note, long, / which goes on here. <- 2@beta\n3 3 Third note. <-\n",
		},
		{
			"the word note in markers", `
			Alpha[[^[note 1]^|#cite_note-1]] and beta[[^[note 2]^|#cite_note-2]].
			## Notes
			li 1| {#cite_note-1}First note.
			li 2| {#cite_note-2}Second note.`,
			"1 [note 1] First note. <- [note 1]@Alpha\n2 [note 2] Second note. <- [note 2]@beta\n",
		},
		{
			"tooltips", `
			Alpha[[^1^|#tip1]].
			note 1| {#tip1}First note.
			Beta[[^2^|#tip2]].
			note 2| {#tip2}Second note.`,
			"1 1 First note. <- 1@Alpha\n2 2 Second note. <- 2@Beta\n",
		},
		{
			"lines of one paragraph", `
			Alpha[[^1^|#one]]. Beta[[^2^|#two]].
			{#one}^1^ First note. [[↩|#]]⏎⏎{#two}^2^ Second note. [[↩|#]]`,
			"1 1 First note. <- 1@Alpha\n2 2 Second note. <- 2@Beta\n",
		},
		{
			"numbering that restarts, notes at the end", `
			## One
			Alpha[1], beta[2].
			## Two
			Gamma[1], delta[2].
			## Endnotes
			[1] a1.
			[2] a2.
			[1] b1.
			[2] b2.`,
			"1.1 [1] a1. <- [1]@Alpha\n1.2 [2] a2. <- [2]@beta\n2.1 [1] b1. <- [1]@Gamma\n2.2 [2] b2. <- [2]@delta\n",
		},
		{
			"a number given twice", `
			Alpha[1], beta[2], gamma[2], delta[3].
			[1] a.
			[2] b.
			[2] c.
			[3] d.`,
			"1 [1] a. <- [1]@Alpha\n2 [2] b. <- [2]@beta [2]@gamma\n2.2 [2] c. <-\n3 [3] d. <- [3]@delta\n",
		},
		{
			"a marker without note", `
			Alpha[1], beta[2], gamma[3].
			[1] a.
			[3] c.`,
			"1 [1] a. <- [1]@Alpha\n3 [3] c. <- [3]@gamma\nmissing 2 [2]@beta\n",
		},
		{"equations are no notes", `
			By the theorem ([[1|#thm]]) and the bound ([[2|#bound]]) it holds, 10^3^ times.
			## {#thm}Theorem 1
			Text.
			li| {#bound}Exercise 2. Show it.`, ""},
		{
			"comments are no notes", `
			Alpha[[^[1]^|#ftnt1]]{#ftnt_ref1}[[^[a]^|#cmnt1]]{#cmnt_ref1}.
			{#ftnt1}[[[1]|#ftnt_ref1]] First note.
			{#cmnt1}[[[a]|#cmnt_ref1]] Check this.
			And that.`,
			"1 [1] First note. <- [1]@Alpha\n",
		},
		{
			"back links of several markers", `
			Alpha[[^[1]^|#cite_note-1]]{#cite_ref-1_0} beta[[^[1]^|#cite_note-1]]{#cite_ref-1_1}.
			## References
			li 1| {#cite_note-1}↑ [[a|#cite_ref-1_0]] [[b|#cite_ref-1_1]] First note.`,
			"1 [1] First note. <- [1]@Alpha [1]@beta\n",
		},
		{
			"text goes on behind notes", `
			Alpha[1].
			[1] First note.
			Beta goes on without a heading[2].
			And on.
			[2] Second note.`,
			"1 [1] First note. <- [1]@Alpha\n2 [2] Second note. <- [2]@heading\n",
		},
		{
			"ordinals and commitments are no markers", `
			The 1^st^ and 2^o^ of Commitment 3, n^o^ 4, alpha^1^.
			^1^ First note.`,
			"1 1 First note. <- 1@alpha\n",
		},
		{"empty", ``, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := build(t, tt.doc)
			if got := printed(c, Read(c)); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}
