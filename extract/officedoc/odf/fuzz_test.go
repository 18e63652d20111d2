package odf_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/odf"
	"github.com/irmtrail/irmtrail/extract/officedoc/officetest"
)

// FuzzPart: whatever stands in the text, what is read of it is where it says. The other parts are those of a file of testdata.
func FuzzPart(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatal("no files", err)
	}
	archive, err := os.ReadFile("testdata/text.txtar")
	if err != nil {
		f.Fatal(err)
	}
	others := officetest.Parts(archive)
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, p := range officetest.Parts(b) {
			f.Add(p.Text)
		}
	}
	f.Fuzz(func(t *testing.T, part string) {
		parts := append(append([]officetest.Part{}, others...), officetest.Part{Name: "content.xml", Text: officetest.Declared(part)})
		c, err := odf.Read(officetest.Zip(parts...))
		var fault *corpus.ReadError
		switch {
		case err == nil:
			if err := officetest.Check(c); err != nil {
				t.Error(err)
			}
		case !errors.As(err, &fault):
			t.Errorf("%v is no fault of the file", err)
		}
	})
}
