package cited

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed words/*.yaml
var wordFiles embed.FS

// lexicon is what the files in words say; they explain the fields.
type lexicon struct {
	dayFirst             map[corpus.Language]bool
	fillers, ordinals    phrases // ordinals by the number of the day
	months, weekdays     map[string]int
	foreign              map[string]string // months of further languages, to their English names
	yearWords, itemWords map[string]bool
	roles                phrases
	small                map[string]bool
	smallOf              map[corpus.Language]map[string]bool
	commitments, numeros map[string]bool
	ands, throughs       map[string]bool
	numbers              map[string]int
	meetings             map[string]bool
	ordinalWords         map[string]bool
	standIns             phrases
	concepts             phrases
	heads                map[string]string // concept of a body's head noun to its family
	neutral              map[string]bool
	akin                 map[string]string // concept of a qualifier to the group whose members translate each other
	wide                 map[string]bool   // heads that reports use for any body
}

// vocabulary reads the embedded files once. A fault in them is a fault of the build, which the tests of this package find.
var vocabulary = sync.OnceValue(func() *lexicon {
	x, err := readVocabulary()
	if err != nil {
		panic(err)
	}
	return x
})

func readVocabulary() (*lexicon, error) {
	x := &lexicon{}
	for name, read := range map[string]func([]byte) error{
		"words/dates.yaml": x.readDates, "words/small.yaml": x.readSmall, "words/bodies.yaml": x.readBodies,
	} {
		b, err := wordFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := read(b); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	return x, nil
}

func (x *lexicon) readDates(b []byte) error {
	var f struct {
		DayFirst []corpus.Language   `yaml:"day_first"`
		Fillers  []string            `yaml:"fillers"`
		Ordinals map[string]int      `yaml:"ordinals"`
		Roles    map[string][]string `yaml:"roles"`
		Months   map[string]int      `yaml:"months"`

		Foreign   map[int][]string `yaml:"foreign_months"`
		YearWords []string         `yaml:"year_words"`
		ItemWords []string         `yaml:"item_words"`
		Weekdays  map[string]int   `yaml:"weekdays"`
	}
	if err := yaml.UnmarshalWithOptions(b, &f, yaml.Strict()); err != nil {
		return err
	}
	x.dayFirst = map[corpus.Language]bool{}
	for _, l := range f.DayFirst {
		x.dayFirst[l] = true
	}
	ordinals := map[string][]string{}
	for day, n := range f.Ordinals {
		ordinals[strconv.Itoa(n)] = append(ordinals[strconv.Itoa(n)], day)
	}
	x.months, x.weekdays, x.yearWords, x.itemWords = f.Months, f.Weekdays, set(f.YearWords), set(f.ItemWords)
	x.fillers, x.ordinals = newPhrases(map[string][]string{"": f.Fillers}), newPhrases(ordinals)
	x.roles = newPhrases(f.Roles)
	x.foreign = map[string]string{}
	for n, names := range f.Foreign {
		for _, name := range names {
			x.foreign[fold(name)] = time.Month(n).String()
		}
	}
	return nil
}

func (x *lexicon) readSmall(b []byte) error {
	var f struct {
		Small       map[corpus.Language][]string `yaml:"small"`
		Commitments []string                     `yaml:"commitments"`
		Numeros     []string                     `yaml:"numeros"`
		Ands        []string                     `yaml:"ands"`
		Throughs    []string                     `yaml:"throughs"`
		Numbers     map[string]int               `yaml:"numbers"`
		Meetings    []string                     `yaml:"meetings"`
		Ordinals    []string                     `yaml:"ordinals"`
		StandIns    map[string][]string          `yaml:"stand_ins"`
	}
	if err := yaml.UnmarshalWithOptions(b, &f, yaml.Strict()); err != nil {
		return err
	}
	x.small, x.smallOf = map[string]bool{}, map[corpus.Language]map[string]bool{}
	for l, list := range f.Small {
		x.smallOf[l] = set(list)
		for _, w := range list {
			x.small[w] = true
		}
	}
	x.commitments, x.numeros, x.ands, x.throughs = set(f.Commitments), set(f.Numeros), set(f.Ands), set(f.Throughs)
	x.meetings, x.ordinalWords = set(f.Meetings), set(f.Ordinals)
	x.numbers, x.standIns = f.Numbers, newPhrases(f.StandIns)
	return nil
}

func (x *lexicon) readBodies(b []byte) error {
	var f struct {
		Heads      map[string][]string `yaml:"heads"`
		Families   map[string][]string `yaml:"families"`
		Qualifiers map[string][]string `yaml:"qualifiers"`
		Akin       map[string][]string `yaml:"akin"`
		Neutral    []string            `yaml:"neutral"`
		Wide       []string            `yaml:"wide"`
	}
	if err := yaml.UnmarshalWithOptions(b, &f, yaml.Strict()); err != nil {
		return err
	}
	x.concepts = newPhrases(f.Heads)
	x.concepts.add(f.Qualifiers)
	x.heads, x.akin = map[string]string{}, map[string]string{}
	for family, heads := range f.Families {
		for _, h := range heads {
			x.heads[h] = family
		}
	}
	for group, list := range f.Akin {
		for _, q := range list {
			x.akin[q] = group
		}
	}
	x.neutral, x.wide = set(f.Neutral), set(f.Wide)
	return nil
}

func set(list []string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[s] = true
	}
	return m
}

// phrases finds phrases of several words and says which classes they belong to.
type phrases map[string][]phrase // by first word, the longest first

type phrase struct {
	words   []string
	classes []string
}

func newPhrases(classes map[string][]string) phrases {
	p := phrases{}
	p.add(classes)
	return p
}

func (p phrases) add(classes map[string][]string) {
	for class, list := range classes {
		for _, s := range list {
			p.put(foldWords(s), class)
		}
	}
	for first := range p {
		slices.SortStableFunc(p[first], func(a, b phrase) int { return len(b.words) - len(a.words) })
	}
}

func (p phrases) put(words []string, class string) {
	for i := range p[words[0]] {
		if e := &p[words[0]][i]; slices.Equal(e.words, words) {
			if slices.Contains(e.classes, class) {
				return
			}
			e.classes = append(e.classes, class)
			slices.Sort(e.classes)
			return
		}
	}
	p[words[0]] = append(p[words[0]], phrase{words, []string{class}})
}

// at returns the classes of the longest phrase at word i and how many words it has; 0 when none begins there.
func (p phrases) at(ws []word, i int) (classes []string, n int) {
next:
	for _, e := range p[ws[i].fold] {
		if i+len(e.words) > len(ws) {
			continue
		}
		for k, w := range e.words {
			if ws[i+k].fold != w {
				continue next
			}
		}
		return e.classes, len(e.words)
	}
	return nil, 0
}
