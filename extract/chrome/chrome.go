// Package chrome knows what surrounds the text of a page and is not part of it: lines such as "Leave a Reply", and the
// class names that themes and plugins give to share boxes, cookie banners, tooltips and lists of notes.
//
// All of it is data: markup.yaml for class names and ids, one file of words for each language. The package answers
// questions about one line or one element and decides nothing about documents; the readers of web pages and of plain
// text do that, with the same words.
package chrome

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"sync"
	"unicode"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed *.yaml
var files embed.FS

// Role says what a line of a page is for.
type Role int

// The roles of lines.
const (
	Text      Role = iota // part of the document, as far as the words know
	Furniture             // "Skip Navigation", "Filed under: ..."
	Comments              // opens the comment section: "Leave a Reply", "No comments yet"
	Downloads             // heads a list of files to download
	Related               // heads a list of other pages: "Read next"
)

// words is a file of one language.
type words struct {
	Language string   `yaml:"language"`
	Lines    []string `yaml:"lines"`    // whole lines
	Starts   []string `yaml:"starts"`   // how lines begin
	Comments []string `yaml:"comments"` // whole lines that open the comments
	Related  []string `yaml:"related"`  // headings of a list of other pages
	Back     []string `yaml:"back"`     // words of a link from a note back to its marker
	Drafts   []string `yaml:"drafts"`   // in a title: this is the version for public comment
}

// Data is the vocabulary, ready for questions.
type Data struct {
	lines   map[string]Role
	starts  []string
	back    map[string]bool
	drafts  []string
	markup  []rule
	phrases map[Class][][]string
	except  map[string]bool
}

// Load returns the vocabulary; it is read once.
func Load() *Data { return load() }

var load = sync.OnceValue(func() *Data {
	d, err := parse()
	if err != nil {
		panic(err) // our own embedded files; a test reads them
	}
	return d
})

func parse() (*Data, error) {
	d := &Data{lines: map[string]Role{}, back: map[string]bool{}}
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		raw, err := files.ReadFile(path.Clean(e.Name()))
		if err != nil {
			return nil, err
		}
		if e.Name() == "markup.yaml" {
			err = d.addMarkup(raw)
		} else {
			err = d.addWords(raw)
		}
		if err != nil {
			return nil, fmt.Errorf("vocabulary %s: %w", e.Name(), err)
		}
	}
	return d, nil
}

func (d *Data) addWords(raw []byte) error {
	var w words
	if err := yaml.UnmarshalWithOptions(raw, &w, yaml.Strict()); err != nil {
		return err
	}
	for role, lines := range map[Role][]string{Furniture: w.Lines, Comments: w.Comments, Related: w.Related} {
		for _, l := range lines {
			d.lines[Key(l)] = role
		}
	}
	for _, s := range w.Starts {
		d.starts = append(d.starts, Key(s))
	}
	for _, s := range w.Back {
		d.back[Key(s)] = true
	}
	for _, s := range w.Drafts {
		d.drafts = append(d.drafts, Key(s))
	}
	return nil
}

// longestLine is the longest text, in bytes, that can be a line of furniture. "Filed under" lists categories, a paragraph
// that happens to begin with these words is longer.
const longestLine = 300

// Line returns the role of a line or a short block.
func (d *Data) Line(s string) Role {
	if len(s) > longestLine {
		return Text
	}
	key := Key(s)
	if role, ok := d.lines[key]; ok {
		return role
	}
	if corpus.HeadsDownloads(s) {
		return Downloads
	}
	for _, start := range d.starts {
		if strings.HasPrefix(key, start) && (len(key) == len(start) || key[len(start)] == ' ') {
			return Furniture
		}
	}
	return Text
}

// Back reports whether the text of a link only leads from a note back to its marker: an arrow, "Jump up", "Volver".
func (d *Data) Back(s string) bool {
	if len(s) > 80 {
		return false
	}
	rest := strings.TrimSpace(strings.Map(func(r rune) rune {
		if IsArrow(r) {
			return -1
		}
		return r
	}, s))
	if rest == "" {
		return strings.TrimSpace(s) != ""
	}
	return d.back[Key(rest)]
}

// IsArrow reports whether the character is an arrow as links back to the text show it, or goes with one.
func IsArrow(r rune) bool {
	switch r {
	case '↩', '↪', '↑', '↖', '↵', '⏎', '⤴', '⬆', '⇧', '⇑', '▲', '△', '⮌', '⮝', '⤶', '↰', '↥', '^', '\ufe0e', '\ufe0f':
		return true
	}
	return false
}

// Draft reports whether the words say that a document is the version for public comment.
func (d *Data) Draft(s string) bool {
	key := Key(s)
	for _, w := range d.drafts {
		if strings.Contains(key, w) {
			return true
		}
	}
	return false
}

// Key returns what two spellings of a line have in common: lower case, letters and digits only, words separated by one space.
// "No comments yet." and "NO COMMENTS YET" have the same key.
func Key(s string) string {
	var sb strings.Builder
	gap := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			gap = true
			continue
		}
		if gap && sb.Len() > 0 {
			sb.WriteByte(' ')
		}
		gap = false
		sb.WriteRune(unicode.ToLower(r))
	}
	return sb.String()
}
