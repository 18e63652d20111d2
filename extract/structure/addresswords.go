package structure

import (
	"regexp"
	"slices"
	"strings"
)

// addressFile is what words/addresses.yaml states.
type addressFile struct {
	IDs      map[string][]string `yaml:"ids"`
	Actions  []string            `yaml:"actions"`
	USP      []string            `yaml:"usp"`
	FileEnds []string            `yaml:"file_ends"`
	Behind   []string            `yaml:"behind"`
}

// addressWords is what is known about the parts of addresses.
type addressWords struct {
	ids      map[string][]int // beginning of an id to its lengths
	usp      map[string]bool
	behind   map[string]bool
	action   *regexp.Regexp // what a share link does: "view?usp=sharing", "edit"
	fileEnd  *regexp.Regexp // the end of a file's name behind its stop: "pdf", "csv?lang=en"
	file     *regexp.Regexp // a file's name, or its end: "annex_2.pdf", ".docx,"
	pathFile *regexp.Regexp // a path whose last part is a file: "pdf/wkgpaper3.pdf"
}

func newAddressWords(f *addressFile) addressWords {
	w := addressWords{ids: map[string][]int{}}
	for begins, lengths := range f.IDs {
		for _, n := range lengths {
			w.ids[begins] = append(w.ids[begins], smallNumber(n))
		}
	}
	addAll(&w.behind, f.Behind)
	addAll(&w.usp, f.USP)
	ends := `(?:` + strings.Join(f.FileEnds, "|") + `)`
	const tail = `[.,;:)”’]*$`
	w.action = regexp.MustCompile(`^(?:` + strings.Join(f.Actions, "|") + `)(?:[?/#]\S*)?` + tail)
	w.fileEnd = regexp.MustCompile(`^` + ends + `(?:[?#]\S*)?` + tail)
	w.file = regexp.MustCompile(`^[A-Za-z0-9_%().-]*\.` + ends + `(?:[?#]\S*)?` + tail)
	w.pathFile = regexp.MustCompile(`^(?:[A-Za-z0-9_%.-]+/)+[A-Za-z0-9_%.-]+\.` + ends + tail)
	return w
}

// wholeID reports whether an id of a shared file is as long as ids that begin so are; of one that begins like none, as long as any.
func (w *addressWords) wholeID(id string) bool {
	longest := ""
	for begins := range w.ids {
		if strings.HasPrefix(id, begins) && len(begins) > len(longest) {
			longest = begins
		}
	}
	for begins, lengths := range w.ids {
		if (longest == "" || begins == longest) && slices.Contains(lengths, len(id)) {
			return true
		}
	}
	return false
}
