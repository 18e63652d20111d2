package ocrdoc

import (
	"slices"
	"strings"

	"github.com/abadojack/whatlanggo"

	"github.com/irmtrail/irmtrail/corpus"
)

// models are tesseract's names for the languages of the field, by their two letters, and with what tells them.
var models = []struct {
	language corpus.Language
	model    string
	detected whatlanggo.Lang
}{
	{"en", "eng", whatlanggo.Eng},
	{"es", "spa", whatlanggo.Spa},
	{"fr", "fra", whatlanggo.Fra},
	{"pt", "por", whatlanggo.Por},
}

// Languages are the models that are used when no others are asked for, as far as they are installed.
func Languages() (names []string) {
	for _, m := range models {
		names = append(names, m.model)
	}
	return names
}

// setting is how a page is read; it is part of the key of what is kept.
type setting struct {
	version string // of tesseract
	models  string // "spa", "eng+spa"
}

// setting returns how a page of a language is read: with the model of that language, or with all where it is unknown or its model is
// missing. All together take a quarter more time than one and read as well as the right one.
func (r *Reader) setting(language corpus.Language) (setting, error) {
	t, err := r.program.installed()
	if err != nil {
		return setting{}, err
	}
	wanted := r.wanted
	if len(wanted) == 0 {
		wanted = Languages()
	}
	have := slices.DeleteFunc(slices.Clone(wanted), func(m string) bool { return !slices.Contains(t.models, m) })
	if len(have) == 0 {
		return setting{}, missing("tesseract is installed, but none of its models %s", strings.Join(wanted, ", "))
	}
	for _, m := range models {
		if m.language == language.Base() && slices.Contains(have, m.model) {
			have = []string{m.model}
		}
	}
	return setting{version: t.version, models: strings.Join(have, "+")}, nil
}

// languageOfModel returns the language of a model; "" for several, and for one of another language.
func languageOfModel(name string) corpus.Language {
	for _, m := range models {
		if m.model == name {
			return m.language
		}
	}
	return ""
}
