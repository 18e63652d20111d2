package report

import (
	"embed"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

// vocabularyFiles holds the words of each language.
//
//go:embed vocabulary/*.yaml
var vocabularyFiles embed.FS

// vocabulary is one file of words, as written. The comments in vocabulary/en.yaml say what the lists are for.
type vocabulary struct {
	Language     string              `yaml:"language"`
	Grammar      grammar             `yaml:"grammar"`
	Sites        []string            `yaml:"sites"`
	Numbers      []string            `yaml:"numbers"`
	Ordinals     []string            `yaml:"ordinals"`
	Months       []string            `yaml:"months"`
	Words        map[string][]string `yaml:"words"`
	NoValues     []string            `yaml:"no_values"`
	Scales       []scale             `yaml:"scales"`
	Polar        []polarity          `yaml:"polar"`
	PolarVerbs   []string            `yaml:"polar_verbs"`
	Relevance    []string            `yaml:"relevance_labels"`
	Cluster      []string            `yaml:"cluster"`
	Terms        map[string][]string `yaml:"terms"`
	Overall      []string            `yaml:"overall"`
	HeadingWords []string            `yaml:"heading_words"`
	OtherStars   []string            `yaml:"other_stars"`
	Titles       map[string][]string `yaml:"titles"`
	TitleGeneric []string            `yaml:"title_generic"`
	TitleFillers []string            `yaml:"title_fillers"`
	Drafts       []string            `yaml:"drafts"`
	DraftNotices []string            `yaml:"draft_notices"`
	NotTitles    []string            `yaml:"not_titles"`
	Signals      []string            `yaml:"signals"`
}

// grammar is what the rules must know of a language beyond its words.
type grammar struct {
	AdjectiveBehindNoun bool `yaml:"adjective_behind_noun"` // "plan anterior", "compromisos completados"
	DropsPronoun        bool `yaml:"drops_pronoun"`         // "Tenía seis compromisos"
}

// scale is an indicator with the words for it and for its values.
type scale struct {
	Indicator corpus.Indicator `yaml:"indicator"`
	Labels    []string         `yaml:"labels"`     // before a value: "Completion: Limited"
	Short     []string         `yaml:"short"`      // of an OGP value: abbreviations at the head of its column
	Cues      []string         `yaml:"cues"`       // put a sentence on this scale
	Heads     []string         `yaml:"heads"`      // nouns that the words of a value go with
	WeakHeads []string         `yaml:"weak_heads"` // the same, where a cue puts the sentence on this scale
	Values    []scaleValue     `yaml:"values"`
}

// scaleValue is a value with the words for it.
type scaleValue struct {
	Value   string   `yaml:"value"`
	Labels  []string `yaml:"labels"`  // as printed after the indicator's label; Words when empty
	Short   []string `yaml:"short"`   // abbreviations at the head of a column
	Words   []string `yaml:"words"`   // adjectives and adverbs: need a head or a scale
	Phrases []string `yaml:"phrases"` // say the value by themselves
	Verbs   []string `yaml:"verbs"`   // say it of the count right behind them: "completed seven of the commitments"

	Attributive bool `yaml:"attributive"` // the words say it right before "commitments": "completed", not "limited"
}

// polarity is a group of phrases that say one value when affirmed and another when denied.
type polarity struct {
	Indicator corpus.Indicator `yaml:"indicator"`
	Yes       string           `yaml:"yes"`
	No        string           `yaml:"no"`
	Verbs     bool             `yaml:"verbs"` // needs one of the polar verbs near
	Phrases   []string         `yaml:"phrases"`
	With      []string         `yaml:"with"` // one of these words must stand before in the sentence: "relevant to"
}

// languages are those with a vocabulary.
var languages = []corpus.Language{"en", "es", "fr", "pt"}

// vocabularies reads the files once.
var vocabularies = sync.OnceValue(func() map[corpus.Language]*vocabulary {
	all := map[corpus.Language]*vocabulary{}
	for _, l := range languages {
		v, err := readVocabulary(l)
		if err != nil {
			panic(err) // the files are part of the binary: a test reads them all
		}
		all[l] = v
	}
	return all
})

func readVocabulary(l corpus.Language) (*vocabulary, error) {
	name := "vocabulary/" + string(l) + ".yaml"
	data, err := vocabularyFiles.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	var v vocabulary
	if err := yaml.UnmarshalWithOptions(data, &v, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	for key := range v.Words {
		if _, ok := parts[key]; !ok {
			return nil, fmt.Errorf("read %s: no part %q", name, key)
		}
	}
	for _, s := range v.Scales {
		if indexOf(s.Indicator) < 0 {
			return nil, fmt.Errorf("read %s: no indicator %q", name, s.Indicator)
		}
	}
	return &v, nil
}
