package index

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// printed writes clauses as a query.
func printed(clauses []clause) string {
	var out []string
	for _, c := range clauses {
		text := strings.Join(c.words, " ")
		if c.phrase {
			text = `"` + text + `"`
		}
		out = append(out, []string{"", "+", "-"}[c.mode]+text)
	}
	return strings.Join(out, " ")
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		"  open   Contracting\n":         "open contracting",
		`"Open contracting" data`:        `+"open contracting" data`,
		`+"open contracting"`:            `+"open contracting"`,
		"+must -not":                     "+must -not",
		`-"not this" that`:               `-"not this" that`,
		"co-creation":                    "co creation",
		"+co-creation -co-creation":      `+co +creation -"co creation"`,
		`"not closed`:                    `+"not closed"`,
		`“typed” «comillas» „deutsch“`:   `+"typed" +"comillas" +"deutsch"`,
		`a"b c"d`:                        `a +"b c" d`,
		`+ - "" "." +- -+ !!! "`:         "",
		"gov* /a.c/ title:x ~2 a^3 (or)": "gov a.c title x 2 a 3 or", // no operators
		"MX0075 mx0075":                  "mx0075 mx0075",
		"null\uFFFDbyte":                 "null byte",
	} {
		got, err := newAnalyzers().parse(text)
		if err != nil || printed(got) != want {
			t.Errorf("%q: %q, want %q, %v", text, printed(got), want, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		text     string
		position int
	}{
		{"é\x00", 1},
		{"éa\xff", 2},
		{"\xe2\x28\xa1", 0},
		{strings.Repeat("é", MaxText+1), MaxText},
		{strings.Repeat("a ", MaxTerms+1), 2 * MaxTerms},
		{`x "` + strings.Repeat("a ", MaxTerms) + `"`, 2},
	} {
		_, err := newAnalyzers().parse(c.text)
		var q *QueryError
		if !errors.As(err, &q) || q.Position != c.position || q.Message == "" {
			t.Errorf("%.20q: %#v, want position %d", c.text, err, c.position)
		}
	}
	if _, err := newAnalyzers().parse(strings.Repeat("é", MaxText)); err != nil {
		t.Errorf("the longest text: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", `+a -b "c d" e`, `"`, "-\"", "«a", "\x00", "\xff", "𝕏 ﷺ ｆｕｌｌ", "l'eau d’or's", strings.Repeat("+", 70)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		clauses, err := newAnalyzers().parse(text)
		if err != nil {
			var q *QueryError
			if !errors.As(err, &q) || q.Position < 0 || q.Position > utf8.RuneCountInString(text) {
				t.Fatalf("%#v", err)
			}
			return
		}
		words := 0
		for _, c := range clauses {
			if len(c.words) == 0 || len(c.words) > 1 && !c.phrase || c.phrase && c.mode == wanted {
				t.Fatalf("clause %+v", c)
			}
			words += len(c.words)
		}
		if words > MaxTerms {
			t.Fatal(words, "words")
		}
	})
}
