package cited

import (
	"strings"
	"testing"
)

// TestWords checks the files of words: they can be read, phrases are written as they are looked up, a phrase has one role, and every
// concept that is named is one.
func TestWords(t *testing.T) {
	x, err := readVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range map[string]phrases{"roles": x.roles, "stand-ins": x.standIns} {
		for _, list := range p {
			for _, e := range list {
				if len(e.classes) != 1 {
					t.Errorf("%s: %q is %v", name, strings.Join(e.words, " "), e.classes)
				}
			}
		}
	}
	concepts := map[string]bool{}
	for _, list := range x.concepts {
		for _, e := range list {
			for _, c := range e.classes {
				concepts[c] = true
			}
		}
	}
	for name, named := range map[string]map[string]bool{"neutral": x.neutral, "wide": x.wide} {
		for c := range named {
			if !concepts[c] {
				t.Errorf("%s: no concept %s", name, c)
			}
		}
	}
	for c := range x.akin {
		if !concepts[c] || x.heads[c] != "" {
			t.Errorf("akin: %s is no qualifier", c)
		}
	}
	for h := range x.heads {
		if !concepts[h] {
			t.Errorf("families: no head %s", h)
		}
	}
	for r := range roleNames {
		if r.meeting() {
			t.Errorf("%s is the meeting itself", r)
		}
	}
}

// TestFiles checks that every file of words is written without accents and capitals, but for names of languages and the words of
// comments.
func TestFiles(t *testing.T) {
	for _, name := range []string{"words/bodies.yaml", "words/dates.yaml", "words/small.yaml"} {
		b, err := wordFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(b), "\n") {
			if strings.HasPrefix(line, "#") || foreign(line) {
				continue
			}
			if fold(line) != line {
				t.Errorf("%s:%d: %s", name, i+1, line)
			}
		}
	}
}

// foreign reports whether a line is one of months of further languages, by month.
func foreign(line string) bool {
	head, rest, _ := strings.Cut(strings.TrimSpace(line), ": ")
	return number(head) > 0 && strings.HasPrefix(rest, "[")
}
