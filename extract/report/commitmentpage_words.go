package report

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

// pageFiles holds the words of commitment pages by language, and those of drawings.
//
//go:embed vocabulary_page/*.yaml
var pageFiles embed.FS

// pageVocabulary is one file of words, as written. The comments in vocabulary_page/en.yaml say what the lists are for.
type pageVocabulary struct {
	Language corpus.Language               `yaml:"language"`
	Facts    map[pageFact][]string         `yaml:"facts"`
	Ratings  map[corpus.Indicator][]string `yaml:"ratings"`
	Statuses map[string][]string           `yaml:"statuses"`
	NoValues []string                      `yaml:"no_values"`
	Ends     []string                      `yaml:"ends"`
}

// drawnVocabulary is vocabulary_page/drawn.yaml, whose comments say what the lists are for.
type drawnVocabulary struct {
	Scales          map[corpus.Indicator][][]string `yaml:"scales"`
	Holders         []string                        `yaml:"holders"`
	Weak            []string                        `yaml:"weak"`
	Lit             []string                        `yaml:"lit"`
	Unlit           []string                        `yaml:"unlit"`
	Here            []string                        `yaml:"here"`
	ValueAttributes []string                        `yaml:"value_attributes"`
	MostAttributes  []string                        `yaml:"most_attributes"`
	Noise           []string                        `yaml:"noise"`
	Tooltips        []string                        `yaml:"tooltips"`
	TooltipMarks    []string                        `yaml:"tooltip_marks"`
	Cards           []string                        `yaml:"cards"`
}

// pageFact is something that a page says of a commitment and that is no rating.
type pageFact string

// The facts of a commitment page.
const (
	factOGPID  pageFact = "ogp_id"
	factNumber pageFact = "number"
	factPlan   pageFact = "plan"
	factStatus pageFact = "status"
	factTitle  pageFact = "title"
)

// pageLabel is what a label stands for: an indicator or a fact.
type pageLabel struct {
	indicator corpus.Indicator
	fact      pageFact
}

// wordSet is a set of folded words.
type wordSet map[string]bool

func setOf(list []string) wordSet {
	set := wordSet{}
	for _, w := range list {
		set[foldPhrase(w)] = true
		set[strings.ToLower(w)] = true
	}
	delete(set, "")
	return set
}

// pageWords is the vocabulary of the pages made ready for look-up, in all languages at once: a Spanish page can keep English
// labels, and the text of a commitment another language still.
type pageWords struct {
	labels   map[string]pageLabel
	longest  int // words of the longest label
	statuses map[string]string
	noValues wordSet
	ends     wordSet

	scales                                      map[corpus.Indicator][][]string
	holders, weak, lit, unlit, here             wordSet
	values, most, noise, tooltips, marks, cards wordSet
	ofLabels                                    map[corpus.Indicator]wordSet // words of the indicator's labels
}

// pageWordsOf reads the files once. Their words are part of the binary: a test reads them all.
var pageWordsOf = sync.OnceValue(func() *pageWords {
	w := &pageWords{
		labels: map[string]pageLabel{}, statuses: map[string]string{}, noValues: wordSet{}, ends: wordSet{},
		ofLabels: map[corpus.Indicator]wordSet{},
	}
	for _, l := range languages {
		for _, s := range vocabularies()[l].Scales {
			if s.Indicator != corpus.StatusIndicator {
				w.addLabels(s.Labels, pageLabel{indicator: s.Indicator})
			}
		}
		for key := range lexicons()[l].noValues {
			w.noValues[key] = true
		}
	}
	for _, l := range languages {
		var v pageVocabulary
		if err := readPageFile(string(l), &v); err != nil {
			panic(err)
		}
		w.add(v)
	}
	var d drawnVocabulary
	if err := readPageFile("drawn", &d); err != nil {
		panic(err)
	}
	w.scales = d.Scales
	w.holders, w.weak, w.lit, w.unlit, w.here = setOf(d.Holders), setOf(d.Weak), setOf(d.Lit), setOf(d.Unlit), setOf(d.Here)
	w.values, w.most, w.noise = setOf(d.ValueAttributes), setOf(d.MostAttributes), setOf(d.Noise)
	w.tooltips, w.marks, w.cards = setOf(d.Tooltips), setOf(d.TooltipMarks), setOf(d.Cards)
	return w
})

func readPageFile(name string, to any) error {
	data, err := pageFiles.ReadFile("vocabulary_page/" + name + ".yaml")
	if err == nil {
		err = yaml.UnmarshalWithOptions(data, to, yaml.Strict())
	}
	if err != nil {
		return fmt.Errorf("read vocabulary_page/%s.yaml: %w", name, err)
	}
	return nil
}

func (w *pageWords) add(v pageVocabulary) {
	for i, list := range v.Ratings {
		w.addLabels(list, pageLabel{indicator: i})
	}
	for f, list := range v.Facts {
		w.addLabels(list, pageLabel{fact: f})
	}
	for status, list := range v.Statuses {
		for _, x := range list {
			w.statuses[foldPhrase(x)] = status
		}
	}
	for _, x := range v.NoValues {
		w.noValues[foldPhrase(x)] = true
	}
	for _, x := range v.Ends {
		w.ends[foldPhrase(x)] = true
	}
}

func (w *pageWords) addLabels(list []string, l pageLabel) {
	for _, x := range list {
		key := foldPhrase(x)
		w.labels[key] = l
		w.longest = max(w.longest, strings.Count(key, " ")+1)
		if l.indicator == "" {
			continue
		}
		if w.ofLabels[l.indicator] == nil {
			w.ofLabels[l.indicator] = wordSet{}
		}
		for _, word := range strings.Fields(key) {
			w.ofLabels[l.indicator][word] = true
		}
	}
}

// value returns the value that printed words stand for on an indicator's scale, by the words of the page's language first;
// "" when they stand for none.
func (w *pageWords) value(lang corpus.Language, i corpus.Indicator, printed string) string {
	for _, l := range append([]corpus.Language{lang, "en"}, languages...) {
		if lex, ok := lexicons()[l]; ok {
			if v := lex.valueOn(i, printed); v != "" {
				return v
			}
		}
	}
	return ""
}
