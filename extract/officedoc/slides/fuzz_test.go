package slides_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/officetest"
	"github.com/irmtrail/irmtrail/extract/officedoc/slides"
)

// FuzzPart: whatever stands in the first slide, what is read of it is where it says. The other parts are those of a file of testdata.
func FuzzPart(f *testing.F) {
	others := partsOf(f, "testdata/show.txtar")
	for _, p := range others {
		if strings.HasPrefix(p.Name, "ppt/slides/slide") {
			f.Add(p.Text)
		}
	}
	f.Fuzz(func(t *testing.T, part string) {
		parts := append(append([]officetest.Part{}, others...), officetest.Part{Name: "ppt/slides/slide7.xml", Text: officetest.Declared(part)})
		c, err := slides.Read(officetest.Zip(parts...))
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
