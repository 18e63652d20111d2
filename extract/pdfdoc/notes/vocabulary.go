package notes

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"github.com/goccy/go-yaml"
)

//go:embed words.yaml
var wordsFile []byte

// words is what notes and the headings over them say.
type words struct {
	sure, maybe, joins, cites, units map[string]bool
}

// vocabulary returns the words of all languages.
var vocabulary = sync.OnceValue(func() *words {
	var file struct {
		Headings      []string `yaml:"headings"`
		MaybeHeadings []string `yaml:"maybe_headings"`
		Joins         []string `yaml:"heading_joins"`
		Cites         []string `yaml:"cites"`
		Units         []string `yaml:"units"`
	}
	if err := yaml.Unmarshal(wordsFile, &file); err != nil {
		panic("notes: words.yaml: " + err.Error()) // it is embedded, and a test reads it
	}
	return &words{setOf(file.Headings), setOf(file.MaybeHeadings), setOf(file.Joins), setOf(file.Cites), setOf(file.Units)}
})

func setOf(list []string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, s := range list {
		set[s] = true
	}
	return set
}

// heading reports whether a line is a heading over notes for sure, or one that can stand over a bibliography too.
func (w *words) heading(text string) (sure, maybe bool) {
	if len(text) > 60 {
		return false, false
	}
	s := strings.Join(strings.Fields(strings.ToLower(text)), " ")
	s = strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if first, rest, _ := strings.Cut(s, " "); w.sure[first] && w.joins[strings.SplitN(rest, " ", 2)[0]] {
		return !strings.HasSuffix(text, "."), true // "Notes to chapter 3"
	}
	if strings.HasSuffix(strings.TrimSpace(text), ":") { // "Notes:" under a table
		return false, w.sure[s] || w.maybe[s]
	}
	return w.sure[s], w.maybe[s]
}

// citing reports whether a text reads as notes do: it has an address, or a word that leads to another source.
func (w *words) citing(text string) bool {
	lower := strings.ToLower(text)
	if strings.Contains(lower, "http") || strings.Contains(lower, "www.") {
		return true
	}
	for _, s := range strings.FieldsFunc(lower, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if w.cites[s] {
			return true
		}
	}
	return false
}
