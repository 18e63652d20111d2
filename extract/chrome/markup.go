package chrome

import (
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
)

// Class is a set of things that class names and ids say of an element.
type Class uint16

// The classes of elements.
const (
	Clutter     Class = 1 << iota // navigation, share boxes, comments, banners
	Hidden                        // shown to screen readers only
	Icon                          // its text names a pictogram
	Superscript                   // raised by a style sheet
	Download                      // holds files to download
	BackLink                      // leads from a note back to its marker
	Notes                         // a footnote, or a list of them
	Tooltip                       // the text of a tooltip, shown when its term is pointed at
	Main                          // holds the text of the page
	Bubble                        // a tooltip's text or the term and its tooltip together: the element decides
)

// Has reports whether all of the classes are set.
func (c Class) Has(a Class) bool { return c&a == a }

// markup is the file of class names. Names are compared in lower case; a star stands for anything.
type markup struct {
	Clutter     []string `yaml:"clutter"`
	Hidden      []string `yaml:"hidden"`
	Icon        []string `yaml:"icon"`
	Superscript []string `yaml:"superscript"`
	Download    []string `yaml:"download"`
	BackLink    []string `yaml:"back_link"`
	Main        []string `yaml:"main"`
	Bubble      []string `yaml:"bubble"`
	Tooltip     []string `yaml:"tooltip"`
	Notes       []string `yaml:"notes"`        // words that follow each other in a name
	NotesExcept []string `yaml:"notes_except"` // words that make a name mean something else
}

// rule matches names of one shape.
type rule struct {
	text           string
	anyHead, anyTo bool // a star before, behind
	class          Class
}

func (r rule) match(name string) bool {
	switch {
	case r.anyHead && r.anyTo:
		return strings.Contains(name, r.text)
	case r.anyHead:
		return strings.HasSuffix(name, r.text)
	case r.anyTo:
		return strings.HasPrefix(name, r.text)
	}
	return name == r.text
}

func (d *Data) addMarkup(raw []byte) error {
	var m markup
	if err := yaml.UnmarshalWithOptions(raw, &m, yaml.Strict()); err != nil {
		return err
	}
	for class, patterns := range map[Class][]string{
		Clutter: m.Clutter, Hidden: m.Hidden, Icon: m.Icon, Superscript: m.Superscript, Download: m.Download,
		BackLink: m.BackLink, Main: m.Main, Bubble: m.Bubble, Tooltip: m.Tooltip,
	} {
		for _, p := range patterns {
			d.markup = append(d.markup, rule{
				text:    strings.Trim(p, "*"),
				anyHead: strings.HasPrefix(p, "*"), anyTo: strings.HasSuffix(p, "*"),
				class: class,
			})
		}
	}
	d.phrases = map[Class][][]string{}
	for _, p := range m.Notes {
		d.phrases[Notes] = append(d.phrases[Notes], strings.Fields(p))
	}
	d.except = map[string]bool{}
	for _, w := range m.NotesExcept {
		d.except[w] = true
	}
	return nil
}

// Names returns what the names in a class or id attribute say of their element.
func (d *Data) Names(attribute string) Class {
	var c Class
	for _, name := range strings.Fields(attribute) {
		lower := strings.ToLower(name)
		for _, r := range d.markup {
			if r.match(lower) {
				c |= r.class
			}
		}
		if strings.Contains(lower, "not") { // in every language that the phrases are in
			c |= d.phrase(nameWords(name))
		}
	}
	return c
}

func (d *Data) phrase(words []string) Class {
	for _, w := range words {
		if d.except[w] {
			return 0
		}
	}
	for class, phrases := range d.phrases {
		for _, p := range phrases {
			if contains(words, p) {
				return class
			}
		}
	}
	return 0
}

func contains(words, phrase []string) bool {
	for i := 0; i+len(phrase) <= len(words); i++ {
		same := true
		for j, p := range phrase {
			same = same && words[i+j] == p
		}
		if same {
			return true
		}
	}
	return false
}

// nameWords splits a name into lower-case words: "_idFootnotes" into id, footnotes; "post__notes-pie1" into post, notes, pie.
func nameWords(name string) []string {
	var words []string
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	lower := false // the last character was a lower-case letter
	for _, r := range name {
		switch {
		case !unicode.IsLetter(r):
			flush()
		case unicode.IsUpper(r) && lower:
			flush()
			word.WriteRune(unicode.ToLower(r))
		default:
			word.WriteRune(unicode.ToLower(r))
		}
		lower = unicode.IsLower(r)
	}
	flush()
	return words
}
