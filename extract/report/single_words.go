package report

import (
	"embed"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

// singleFiles holds the words of sentences about single commitments.
//
//go:embed vocabulary_single/*.yaml
var singleFiles embed.FS

// singleVocabulary is one file of words, as written. The comments in vocabulary_single/en.yaml say what the lists are for.
type singleVocabulary struct {
	Language  corpus.Language `yaml:"language"`
	This      []string        `yaml:"this"`
	Leads     []string        `yaml:"leads"`
	Assessors []string        `yaml:"assessors"`
	As        []string        `yaml:"as"`
	Verbs     []string        `yaml:"verbs"`
	Between   []string        `yaml:"between"`
	Spoilers  []string        `yaml:"spoilers"`
	Potential []string        `yaml:"potential"`
	To        []string        `yaml:"to"`
	Sources   []string        `yaml:"sources"`
	Loose     []string        `yaml:"loose"`
}

// phrases holds phrases by their first word.
type phrases map[string][][]string

func phrasesOf(list []string) phrases {
	p := phrases{}
	for _, x := range list {
		var words []string
		for _, t := range tokens(nil, x, 0) {
			words = append(words, t.text)
		}
		if len(words) > 0 {
			p[words[0]] = append(p[words[0]], words)
		}
	}
	return p
}

// phraseAt returns how many tokens the longest of the phrases at a token has; 0 for none.
func (s *sentence) phraseAt(p phrases, i int) int {
	n := 0
	if i < 0 || i >= len(s.toks) {
		return 0
	}
	for _, words := range p[s.toks[i].text] {
		if len(words) > n && s.says(i, words) {
			n = len(words)
		}
	}
	return n
}

// anyPhrase reports whether one of the phrases starts between two tokens.
func (s *sentence) anyPhrase(p phrases, from, to int) bool {
	for i := max(from, 0); i < min(to, len(s.toks)); i++ {
		if s.phraseAt(p, i) > 0 {
			return true
		}
	}
	return false
}

// singleWords is a vocabulary made ready for look-up.
type singleWords struct {
	this, leads, assessors, as, verbs, between, spoilers, potential, to, sources, loose phrases
}

// singleWordsOf reads the files once. They are part of the binary: a test reads them all.
var singleWordsOf = sync.OnceValue(func() map[corpus.Language]*singleWords {
	all := map[corpus.Language]*singleWords{}
	for _, l := range languages {
		v, err := readSingleWords(l)
		if err != nil {
			panic(err)
		}
		all[l] = &singleWords{
			this: phrasesOf(v.This), leads: phrasesOf(v.Leads), assessors: phrasesOf(v.Assessors), as: phrasesOf(v.As), verbs: phrasesOf(v.Verbs),
			between: phrasesOf(v.Between), spoilers: phrasesOf(v.Spoilers), potential: phrasesOf(v.Potential), to: phrasesOf(v.To),
			sources: phrasesOf(v.Sources), loose: phrasesOf(v.Loose),
		}
	}
	return all
})

func readSingleWords(l corpus.Language) (v singleVocabulary, err error) {
	name := "vocabulary_single/" + string(l) + ".yaml"
	data, err := singleFiles.ReadFile(name)
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
