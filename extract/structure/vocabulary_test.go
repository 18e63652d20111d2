package structure

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestWords holds the vocabulary files to their form: they can be read, lists are sorted and in lower case, and every kind of
// source that a word names exists.
func TestWords(t *testing.T) {
	w, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(wordFiles, "words/*.yaml")
	if err != nil || len(files) != len(languageCodes)+4 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		data, err := wordFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := yaml.Unmarshal(data, &tree); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(data), "# ") {
			t.Errorf("%s does not say what it holds", name)
		}
		checkLists(t, name, tree)
	}
	for first, list := range allKinds(w) {
		for _, p := range list {
			if !slices.Contains([]string{"minutes", "report", "law", "news", "dataset", "interview", "statement", "video", "social", "ogp_page"}, p.class) {
				t.Errorf("%s... is of kind %q", first, p.class)
			}
		}
	}
}

// allKinds returns the phrases for a kind of source by their first word.
func allKinds(w *words) map[string][]phrase {
	all := map[string][]phrase{}
	for _, p := range []*phrases{&w.kinds, &w.namedKinds} {
		for first, list := range p.byFirst {
			all[first] = append(all[first], list...)
		}
	}
	return all
}

func checkLists(t *testing.T, where string, v any) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		for key, x := range v {
			checkLists(t, where+" "+key, x)
		}
	case []any:
		var list []string
		for _, x := range v {
			s, ok := x.(string)
			if !ok {
				t.Errorf("%s: %v is no string", where, x)
			}
			list = append(list, s)
		}
		if !slices.IsSorted(list) {
			t.Errorf("%s is not sorted: %q", where, list)
		}
		for i, s := range list {
			if s != strings.ToLower(s) || i > 0 && s == list[i-1] {
				t.Errorf("%s: %q is in capitals or stands twice", where, s)
			}
		}
	}
}
