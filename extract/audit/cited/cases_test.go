package cited

import (
	"os"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// TestCases goes through testdata/cases.txt: what notes say and what their sources do, in four languages. A case is a note ("en> ...",
// its language before the sign), the document in the notation of [minutes] ("es> " before its first line, "> " before the others), and
// what is expected: the check, the detail and the passages.
func TestCases(t *testing.T) {
	b, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, block := range strings.Split(strings.TrimSpace(string(b)), "\n\n") {
		var c expected
		for _, line := range strings.Split(block, "\n") {
			c.add(line)
		}
		if c.note == "" {
			continue
		}
		n++
		_, a := ask(t, c.lang, c.note, c.docLang, strings.Join(c.doc, "\n"))
		got := a.Check + ": " + a.Detail
		if a.Detail == "" {
			got = a.Check
		}
		if got != c.check || quotes(&a) != c.quotes {
			t.Errorf("case %d: %s\n got = %s\n     | %s\nwant = %s\n     | %s", n, c.note, got, quotes(&a), c.check, c.quotes)
		}
	}
	if n < 60 {
		t.Errorf("%d cases", n)
	}
}

// expected is a case of the file.
type expected struct {
	lang, docLang corpus.Language
	note          string
	doc           []string
	check, quotes string
}

func (c *expected) add(line string) {
	head, rest, ok := strings.Cut(line, "> ")
	switch {
	case strings.HasPrefix(line, "//"):
	case strings.HasPrefix(line, "= "):
		c.check = line[2:]
	case strings.HasPrefix(line, "| "):
		c.quotes = line[2:]
	case line == ">" || ok && head == "":
		c.doc = append(c.doc, rest)
	case ok && c.note == "":
		c.lang, c.note = corpus.Language(head), rest
	case ok:
		c.docLang, c.doc = corpus.Language(head), []string{rest}
	}
}
