package index

import (
	"slices"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// shown prints a snippet with its marks as [brackets].
func shown(fragments []Fragment) string {
	var sb strings.Builder
	for _, f := range fragments {
		if f.Marked {
			sb.WriteString("[" + f.Text + "]")
		} else {
			sb.WriteString(f.Text)
		}
	}
	return sb.String()
}

func TestSnippet(t *testing.T) {
	for _, c := range []struct {
		query, language string
		texts           []string
		want            string
	}{
		{"words", "en", []string{"All the words."}, "All the [words]."},
		{"WORD", "en", []string{"«Words», he said"}, "«[Words]», he said"},
		{"word", "", []string{"words word"}, "words [word]"}, // no stems in an unknown language
		{"guia", "es", []string{"Las guías y la GUÍA"}, "Las [guías] y la [GUÍA]"},
		{"nothing here", "en", []string{"All the words."}, "All the words."},
		{`"the words"`, "en", []string{"The words, the other words"}, "[The words], the other words"},
		{`"a b" b`, "en", []string{"a  b b"}, "[a b] [b]"},
		{`"a b" "b c"`, "en", []string{"x a b c x"}, "x [a b c] x"},
		{"-words open", "en", []string{"open words"}, "[open] words"},
		{"the open", "en", []string{"the open"}, "[the] [open]"},
		{"found", "en", []string{"nothing", "is found"}, "is [found]"},
		{"found", "en", []string{"found", "is found"}, "[found]"},
		{"x", "en", []string{"  a\tb\n x  \u00a0c "}, "a b [x] c"},
		{"acces", "fr", []string{"l’accès à l'information"}, "[l’accès] à l'information"},
	} {
		if got := shown(marksOf(t, c.query).snippet(corpus.Language(c.language), c.texts)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.query, got, c.want)
		}
	}
}

func marksOf(t *testing.T, query string) marks {
	t.Helper()
	a := newAnalyzers()
	clauses, err := a.parse(query)
	if err != nil {
		t.Fatal(err)
	}
	m := newMarks(a)
	for _, c := range clauses {
		if c.mode != excluded {
			m.addClause(c)
		}
	}
	return m
}

func TestSnippetOfLongText(t *testing.T) {
	filler := strings.TrimSpace(strings.Repeat("so it went on ", 20))
	for query, text := range map[string]string{
		"end":       filler + " (the end) of it.",
		"start":     "The start. " + filler,
		"middle":    filler + " the middle, " + filler,
		"one two":   "one " + filler + " " + filler + " one two.",
		"far apart": "far " + strings.Repeat("so ", snippetWords-2) + "apart " + filler,
	} {
		checkLong(t, query, shown(marksOf(t, query).snippet("en", []string{text})), text)
	}
}

// checkLong holds a snippet of a long text to its length, its marks and its ellipses.
func checkLong(t *testing.T, query, got, text string) {
	t.Helper()
	bare := strings.NewReplacer("[", "", "]", "").Replace(got)
	inner := strings.TrimSuffix(strings.TrimPrefix(bare, ellipsis), ellipsis)
	switch {
	case len(strings.Fields(inner)) != snippetWords:
		t.Errorf("%s: %d words in %q", query, len(strings.Fields(inner)), got)
	case !strings.Contains(text, inner):
		t.Errorf("%s: %q is not in the text", query, inner)
	case strings.HasPrefix(bare, ellipsis) == strings.HasPrefix(text, inner), strings.HasSuffix(bare, ellipsis) == strings.HasSuffix(text, inner):
		t.Errorf("%s: wrong ellipses in %q", query, got)
	}
	for _, word := range strings.Fields(query) {
		if !strings.Contains(got, "["+word+"]") {
			t.Errorf("%s: %q is not marked in %q", query, word, got)
		}
	}
}

// TestWhole marks titles in full, and only those that hold a word of the query.
func TestWhole(t *testing.T) {
	a := newAnalyzers()
	m := newMarks(a)
	clauses, err := a.parse("ghana report")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range clauses {
		m.addClause(c)
	}
	want := []Fragment{{Text: "Ghana", Marked: true}, {Text: ": the "}, {Text: "reports", Marked: true}, {Text: " of 2019"}}
	if got := m.whole("en", "Ghana: the reports of 2019"); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	if got := m.whole("en", "Peru"); got != nil {
		t.Errorf("%+v", got)
	}
	if got := m.whole("en", ""); got != nil {
		t.Errorf("%+v", got)
	}
}
