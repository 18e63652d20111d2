package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
)

// drawing reads the value that elements draw for an indicator. It takes what the markup says and nothing else: accessible
// names, words of attributes and classes, and lit steps out of a number of steps that fits the scale. Where these say two
// values, or none, it has no value.
type drawing struct {
	words     *pageWords
	language  corpus.Language
	indicator corpus.Indicator
	said      map[string]string // value -> words that say it
	pending   bool              // the markup says that there is no value yet
}

// drawnValue returns the value that the elements draw and the words in the markup that say it. value is "" when it cannot be
// read; pending says that the markup states that there is none.
func drawnValue(lang corpus.Language, i corpus.Indicator, elements []*html.Node) (value, label string, pending bool) {
	d := &drawing{words: pageWordsOf(), language: lang, indicator: i, said: map[string]string{}}
	steps := map[*html.Node]bool{}
	for _, n := range elements {
		if group := stepsIn(n); d.steps(group) {
			for _, s := range group {
				steps[s] = true
			}
		}
	}
	for _, n := range elements {
		if !steps[n] && !underStep(n, steps) {
			d.element(n)
		}
	}
	if len(d.said) != 1 {
		return "", "", d.pending && len(d.said) == 0
	}
	for v, l := range d.said {
		value, label = v, l
	}
	return value, label, false
}

func underStep(n *html.Node, steps map[*html.Node]bool) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if steps[n] {
			return true
		}
	}
	return false
}

// element reads one element's names, attributes, class and numbers.
func (d *drawing) element(n *html.Node) {
	for _, name := range namesOf(n) {
		d.name(name)
	}
	for _, a := range n.Attr {
		if d.isValueAttribute(a.Key) {
			d.name(strings.NewReplacer("_", " ", "-", " ").Replace(a.Val))
		}
	}
	d.class(n)
	if at, of, ok := d.numbers(n); ok {
		d.position(at, of)
	}
}

// say notes a value.
func (d *drawing) say(value, words string) {
	if value != "" && d.said[value] == "" {
		d.said[value] = words
	}
}

// namesOf returns what the markup calls an element for those who do not see it.
func namesOf(n *html.Node) []string {
	var out []string
	for _, key := range []string{"aria-label", "aria-valuetext", "alt", "title"} {
		if s := attrOf(n, key); s != "" {
			out = append(out, s)
		}
	}
	if n.Data == "svg" {
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && (d.Data == "title" || d.Data == "text" || d.Data == "desc") && d.FirstChild != nil && d.FirstChild.Type == html.TextNode {
				out = append(out, strings.Join(strings.Fields(d.FirstChild.Data), " "))
			}
			if s := attrOf(d, "aria-label"); d.Type == html.ElementNode && s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

// name reads a name or the words of an attribute: a value, alone or beside the indicator's label and words such as "rating", or
// a step out of a number of steps.
func (d *drawing) name(s string) {
	if len(s) > longestName {
		return
	}
	if m := stepOf.FindStringSubmatch(strings.ToLower(s)); m != nil {
		at, _ := strconv.Atoi(m[1])
		of, _ := strconv.Atoi(m[2])
		if v := d.plain(strings.Replace(strings.ToLower(s), m[0], " ", 1)); v != "" {
			d.say(v, s)
		}
		d.position(at, of)
		return
	}
	if d.words.noValues[foldPhrase(s)] {
		d.pending = true
	}
	d.say(d.plain(s), s)
}

// longestName bounds a name, in bytes: "Completion level: not started" is one, a sentence of explanation is none.
const longestName = 80

// stepOf finds "3 of 4", "3/4", "3 de 4", "3 sur 4".
var stepOf = regexp.MustCompile(`\b(\d) ?(?:of|out of|/|de|sur|em) ?(\d)\b`)

// plain returns the value that words are, alone or without the indicator's label and the words that go with a drawing.
func (d *drawing) plain(s string) string {
	if v := d.words.value(d.language, d.indicator, s); v != "" {
		return v
	}
	words := trimmed(strings.Fields(foldPhrase(s)), func(w string) bool {
		return (d.words.ofLabels[d.indicator][w] || d.words.noise[w]) && d.words.value(d.language, d.indicator, w) == ""
	})
	return d.words.value(d.language, d.indicator, strings.Join(words, " "))
}

// trimmed drops words off both ends.
func trimmed(words []string, drop func(string) bool) []string {
	for len(words) > 0 && drop(words[0]) {
		words = words[1:]
	}
	for len(words) > 0 && drop(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return words
}

// isValueAttribute reports whether an attribute can hold a value: "data-value", "data-completion".
func (d *drawing) isValueAttribute(key string) bool {
	name, ok := strings.CutPrefix(key, "data-")
	return ok && (d.words.values[name] || d.words.ofLabels[d.indicator][name])
}

// class reads the words of an element's class.
func (d *drawing) class(n *html.Node) {
	tokens := classWords(n)
	held := false
	for _, t := range tokens {
		held = held || slices.ContainsFunc(t, d.holds)
	}
	for _, t := range tokens {
		words := trimmed(t, d.holds)
		if len(words) == 0 && len(t) > 0 { // "is-high" where "high" is a label's word too
			words = t[len(t)-1:]
		}
		v := d.words.value("en", d.indicator, strings.Join(words, " "))
		if v == "" && len(words) > 1 { // behind a prefix of the theme's own: "ogpc-limited"
			for k := 1; k < len(words) && v == ""; k++ {
				if rest := trimmed(words[k:], d.holds); !d.isWeak(rest) || slices.ContainsFunc(words[k:], d.holds) {
					v = d.words.value("en", d.indicator, strings.Join(rest, " "))
				}
			}
		}
		if v != "" && (held || !d.isWeak(words) || len(tokens) == 1) {
			d.say(v, strings.Join(t, " "))
		}
	}
}

func (d *drawing) holds(w string) bool {
	return d.words.holders[w] || len(w) > shortWord && d.words.ofLabels[d.indicator][w] && d.words.value("en", d.indicator, w) == ""
}

func (d *drawing) isWeak(words []string) bool { return len(words) == 1 && d.words.weak[words[0]] }

// numbers reads a number out of a number: a meter, a slider, data-level with data-levels.
func (d *drawing) numbers(n *html.Node) (at, of int, ok bool) {
	now, most, least := attrOf(n, "aria-valuenow"), attrOf(n, "aria-valuemax"), attrOf(n, "aria-valuemin")
	if n.DataAtom == atom.Meter || n.DataAtom == atom.Progress || n.DataAtom == atom.Input && attrOf(n, "type") == "range" {
		now, most, least = attrOf(n, "value"), attrOf(n, "max"), attrOf(n, "min")
	}
	for _, a := range n.Attr {
		name, data := strings.CutPrefix(a.Key, "data-")
		switch {
		case !data || !isCount(a.Val):
		case d.words.most[name]:
			most = a.Val
		case d.words.values[name] || d.words.ofLabels[d.indicator][name]:
			now = a.Val
		}
	}
	if !isCount(now) || !isCount(most) || least != "" && least != "0" && least != "1" {
		return 0, 0, false
	}
	at, _ = strconv.Atoi(now)
	of, _ = strconv.Atoi(most)
	return at, of, true
}

func isCount(s string) bool { return len(s) == 1 && s[0] >= '0' && s[0] <= '9' }

// position notes the value of a step. A drawing has as many steps as the scale has values, or one less where none lit is the
// lowest; a drawing of another number of steps says nothing, and neither do percentages.
func (d *drawing) position(at, of int) {
	for _, scale := range d.words.scales[d.indicator] {
		i := -1
		switch of {
		case len(scale):
			i = at - 1
		case len(scale) - 1:
			i = at
		}
		if i >= 0 && i < len(scale) && at <= of && of > 1 {
			d.say(scale[i], strconv.Itoa(at)+"/"+strconv.Itoa(of))
			return
		}
	}
}
