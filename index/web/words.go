package web

import (
	"embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dustin/go-humanize"
	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed texts/en.yaml
var texts embed.FS

// words are the texts of the pages in one language, by key.
type words map[string]string

func loadWords() (words, error) {
	b, err := texts.ReadFile("texts/en.yaml")
	if err != nil {
		return nil, err
	}
	w := words{}
	if err := yaml.UnmarshalWithOptions(b, &w, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read the texts: %w", err)
	}
	return w, nil
}

// text returns the words of a key with the arguments filled in. The error is for keys that do not exist, which the tests
// find in the templates.
func (w words) text(key string, args ...any) (string, error) {
	s, ok := w[key]
	if !ok {
		return "", fmt.Errorf("no text for %q", key)
	}
	if len(args) == 0 {
		return s, nil
	}
	return fmt.Sprintf(s, args...), nil
}

// must is text for keys that stand in the code.
func (w words) must(key string, args ...any) string {
	s, err := w.text(key, args...)
	if err != nil {
		return key
	}
	return s
}

// plural returns the words of key.one or key.other with the number filled in.
func (w words) plural(key string, n int) (string, error) {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return w.text(key+form, humanize.Comma(int64(n)))
}

// label returns the words for a value of an enumeration: those of group.value, or the value with spaces.
func (w words) label(group string, value any) string {
	v := fmt.Sprint(value)
	if s, ok := w[group+"."+v]; ok {
		return s
	}
	return sentence(strings.ReplaceAll(v, "_", " "))
}

// format returns the name of a media type, or the type when it has no name here.
func (w words) format(mediaType string) string {
	if s, ok := w["media."+mediaType]; ok {
		return s
	}
	return mediaType
}

// reading says how the text of a document was read, "" when that was not tried. Only a PDF has a text layer.
func (w words) reading(status corpus.TextStatus, mediaType string) string {
	switch {
	case status == "":
		return ""
	case status == corpus.TextRead && mediaType == "application/pdf":
		return w.must("text.text.pdf")
	}
	return w.label("text", status)
}

// language returns the name of a language, or its tag when it has no name here.
func (w words) language(tag any) string {
	v := fmt.Sprint(tag)
	for _, key := range []string{v, string(corpus.Language(v).Base())} {
		if s, ok := w["language."+key]; ok {
			if key == v {
				return s
			}
			return s + " (" + v + ")"
		}
	}
	return v
}

// sentence makes the first letter a capital.
func sentence(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
