package discover

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// The files of words and quirks. Each says itself what its lists mean.
var (
	//go:embed words/*.yaml
	wordFiles embed.FS
	//go:embed quirks/*.yaml
	quirkFiles embed.FS
)

// phrases are the words of a language.
type phrases struct {
	Next []string // lead to the next page of a listing
	More []string // may do so, or to the whole of what is shown in part
	Name []string // are the name of a language on a link to a translation
}

// words is the marks of phrases, those of all languages together.
var words = sync.OnceValue(func() map[string]mark {
	names, err := fs.Glob(wordFiles, "words/*.yaml")
	if err != nil || len(names) == 0 {
		panic(fmt.Sprintf("embedded words: %d files, %v", len(names), err))
	}
	all := map[string]mark{}
	for _, name := range names {
		w := embedded[phrases](wordFiles, name)
		for m, list := range map[mark][]string{saysNext: w.Next, saysMore: w.More, saysName: w.Name} {
			for _, phrase := range list {
				all[phrase] |= m
			}
		}
	}
	return all
})

// embedded reads an embedded file. One that cannot be read is a fault of the program, which every test would show.
func embedded[T any](files embed.FS, name string) T {
	var v T
	text, err := files.ReadFile(name)
	if err == nil {
		err = yaml.UnmarshalWithOptions(text, &v, yaml.Strict())
	}
	if err != nil {
		panic(fmt.Sprintf("embedded %s: %v", name, err))
	}
	return v
}

// says returns the marks of a label that is one of the phrases, whatever its case and whatever signs stand around it
// ("Next »").
func says(label string) mark {
	if len(label) > maxHeading {
		return 0
	}
	label = strings.Join(strings.Fields(strings.ToLower(label)), " ")
	return words()[strings.Trim(label, " »›→>«:.…+↓")]
}

// anyOf returns an expression that matches what one of the expressions does.
func anyOf(expressions []string) *regexp.Regexp {
	return regexp.MustCompile("(?:" + strings.Join(expressions, ")|(?:") + ")")
}
