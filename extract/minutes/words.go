package minutes

import (
	"embed"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed words/*.yaml
var wordFiles embed.FS

// language is what is known of minutes in one language, as its file has it. Words are folded.
type language struct {
	code corpus.Language

	Titles       []string            `yaml:"titles"`
	Before       []string            `yaml:"before"`
	After        []string            `yaml:"after"`
	Weekdays     []string            `yaml:"weekdays"`
	Bodies       []string            `yaml:"bodies"`
	People       []string            `yaml:"people"`
	Labels       map[string][]string `yaml:"labels"`
	Sections     map[string][]string `yaml:"sections"`
	For          []string            `yaml:"for"`
	Columns      map[string][]string `yaml:"columns"`
	Roles        []string            `yaml:"roles"`
	Decided      []string            `yaml:"decided"`
	Due          []string            `yaml:"due"`
	Met          []string            `yaml:"met"`
	OtherMeeting []string            `yaml:"other_meeting"`
	City         []string            `yaml:"city"`
	Commitments  []string            `yaml:"commitments"`
	Signed       []string            `yaml:"signed"`
	And          []string            `yaml:"and"`
	Joins        []string            `yaml:"joins"`
	Seconded     []string            `yaml:"seconded"`
	NotMinutes   []string            `yaml:"not_minutes"`
	Future       []string            `yaml:"future"` // patterns of a verb that says what somebody will do

	future []*regexp.Regexp
}

// languages are those that minutes are read in, by code.
var languages = sync.OnceValue(func() map[corpus.Language]*language {
	all := map[corpus.Language]*language{}
	for _, code := range []corpus.Language{"es", "en", "fr", "pt"} {
		data, err := wordFiles.ReadFile("words/" + string(code) + ".yaml")
		l := &language{code: code}
		if err == nil {
			err = yaml.UnmarshalWithOptions(data, l, yaml.Strict())
		}
		for _, p := range l.Future {
			l.future = append(l.future, regexp.MustCompile(p))
		}
		if err != nil { // a mistake in our own data, which the tests find
			panic(fmt.Sprintf("minutes: words of %s: %v", code, err))
		}
		l.fold()
		all[code] = l
	}
	return all
})

// fold folds every word.
func (l *language) fold() {
	for _, list := range [][]string{l.Titles, l.Before, l.After, l.Weekdays, l.Bodies, l.People, l.For, l.Roles, l.Decided, l.Due, l.Met, l.OtherMeeting, l.City, l.Commitments, l.Signed, l.And, l.Joins, l.Seconded, l.NotMinutes} {
		foldAll(list)
	}
	for _, m := range []map[string][]string{l.Labels, l.Sections, l.Columns} {
		for _, list := range m {
			foldAll(list)
		}
	}
}

func foldAll(list []string) {
	for i := range list {
		list[i] = fold(list[i])
	}
}

// languageOf returns the language to read a text in: its own where it is known, else the one whose words are found most often.
func languageOf(stated corpus.Language, text string) *language {
	if l := languages()[stated.Base()]; l != nil {
		return l
	}
	folded := " " + fold(text[:min(len(text), 20_000)]) + " "
	var best *language
	most := -1
	for _, code := range []corpus.Language{"en", "es", "fr", "pt"} {
		l, n := languages()[code], 0
		for _, list := range l.Sections {
			for _, w := range list {
				n += strings.Count(folded, " "+w+" ")
			}
		}
		if n > most {
			best, most = l, n
		}
	}
	return best
}
