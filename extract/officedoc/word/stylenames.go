package word

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed stylenames.yaml
var styleNamesYAML []byte

// styleNames are the names of styles by what they make of a paragraph.
type styleNames struct {
	Heading, Title, Subtitle, Caption, TOC map[string]bool
}

var names = sync.OnceValue(func() styleNames {
	var raw map[string][]string
	if err := yaml.Unmarshal(styleNamesYAML, &raw); err != nil {
		panic(err) // our own file
	}
	of := func(key string) map[string]bool {
		out := map[string]bool{}
		for _, n := range raw[key] {
			out[n] = true
		}
		return out
	}
	return styleNames{of("heading"), of("title"), of("subtitle"), of("caption"), of("toc")}
})

// headingOf returns the level of a heading by the name of its style: 2 for "heading 2", "Título 2", "Heading 2,h2"; 1 for "Title", 2
// for "Subtitle"; 0 for others.
func headingOf(name string) int {
	name, _, _ = strings.Cut(lower(name), ",")
	switch {
	case names().Title[name]:
		return 1
	case names().Subtitle[name]:
		return 2
	}
	i := strings.LastIndexByte(name, ' ')
	if i < 0 || !names().Heading[name[:i]] {
		return 0
	}
	level, err := strconv.Atoi(name[i+1:])
	if err != nil || level < 1 || level > 9 {
		return 0
	}
	return level
}

// kindOf returns what else a style's name says of a paragraph: "title", "caption", "toc"; "" for nothing.
func kindOf(name string) string {
	name = lower(name)
	switch {
	case names().Title[name]:
		return "title"
	case names().Caption[name]:
		return "caption"
	case names().TOC[strings.TrimRight(name, " 0123456789")] && name != strings.TrimRight(name, "0123456789"):
		return "toc"
	}
	return ""
}
