package report

import (
	"embed"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

// glanceFiles holds the words of "At a glance" boxes.
//
//go:embed vocabulary_glance/*.yaml
var glanceFiles embed.FS

// glanceVocabulary is one file of words, as written. The comments in vocabulary_glance/en.yaml say what the lists are for.
type glanceVocabulary struct {
	Language  corpus.Language                          `yaml:"language"`
	Titles    []string                                 `yaml:"titles"`
	Groups    map[corpus.Indicator][]string            `yaml:"groups"`
	Labels    map[corpus.Indicator]map[string][]string `yaml:"labels"`
	NumberOf  []string                                 `yaml:"number_of"`
	Midterm   []string                                 `yaml:"midterm"`
	EndOfTerm []string                                 `yaml:"end_of_term"`
}

// glanceWords is a vocabulary made ready for look-up, by folded phrase.
type glanceWords struct {
	titles   phrases
	groups   map[string]corpus.Indicator
	labels   map[string]sense
	numberOf wordSet
	midterm  wordSet
	end      wordSet
}

// glanceWordsOf reads the files once. They are part of the binary: a test reads them all.
var glanceWordsOf = sync.OnceValue(func() map[corpus.Language]*glanceWords {
	all := map[corpus.Language]*glanceWords{}
	for _, l := range languages {
		v, err := readGlanceWords(l)
		if err != nil {
			panic(err)
		}
		w := &glanceWords{
			titles: phrasesOf(v.Titles), groups: map[string]corpus.Indicator{}, labels: map[string]sense{},
			numberOf: setOf(v.NumberOf), midterm: setOf(v.Midterm), end: setOf(v.EndOfTerm),
		}
		for i, list := range v.Groups {
			for _, x := range list {
				w.groups[foldPhrase(x)] = i
			}
		}
		for i, values := range v.Labels {
			for value, list := range values {
				for _, x := range list {
					w.labels[foldPhrase(x)] = sense{i, value}
				}
			}
		}
		all[l] = w
	}
	return all
})

func readGlanceWords(l corpus.Language) (v glanceVocabulary, err error) {
	name := "vocabulary_glance/" + string(l) + ".yaml"
	data, err := glanceFiles.ReadFile(name)
	if err == nil {
		err = yaml.UnmarshalWithOptions(data, &v, yaml.Strict())
	}
	if err == nil && v.Language != l {
		err = fmt.Errorf("its language is %q", v.Language)
	}
	if err != nil {
		return v, fmt.Errorf("read %s: %w", name, err)
	}
	return v, nil
}
