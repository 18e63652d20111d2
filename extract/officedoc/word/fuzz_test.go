package word_test

import (
	"path/filepath"
	"testing"

	"github.com/irmtrail/irmtrail/extract/officedoc/officetest"
	"github.com/irmtrail/irmtrail/extract/officedoc/word"
)

// FuzzRead: whatever stands in a file, what is read of it is where it says.
func FuzzRead(f *testing.F) {
	for _, file := range seeds(f) {
		f.Add(packed(f, file))
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		check(t, payload)
	})
}

// FuzzBody fuzzes the text alone, past the packing.
func FuzzBody(f *testing.F) {
	for _, file := range seeds(f) {
		for _, p := range officetest.Parts(mustRead(f, file)) {
			if p.Name == "body" {
				f.Add(oneLine(p.Text))
			}
		}
	}
	f.Fuzz(func(t *testing.T, body string) {
		check(t, docx(body, nil))
	})
}

func seeds(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no texts", err)
	}
	return files
}

func check(t *testing.T, payload []byte) {
	t.Helper()
	c, err := word.Read(payload)
	if err != nil {
		if codeOf(err) == "" {
			t.Errorf("%v is no fault of the file", err)
		}
		return
	}
	if err := officetest.Check(c); err != nil {
		t.Error(err)
	}
}
