package slides_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/officedoc/officetest"
	"github.com/irmtrail/irmtrail/extract/officedoc/slides"
)

// packed packs an archive of testdata; the parts named rels list relations: the part, then each as "id type target".
func packed(t testing.TB, file string) []byte {
	t.Helper()
	return officetest.Zip(partsOf(t, file)...)
}

func partsOf(t testing.TB, file string) []officetest.Part {
	t.Helper()
	archive, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parts := []officetest.Part{officetest.Relations("", "rId1 officeDocument ppt/presentation.xml")}
	for _, p := range officetest.Parts(archive) {
		if name, ok := strings.CutPrefix(p.Name, "rels "); ok {
			parts = append(parts, officetest.Relations(name, strings.Split(strings.TrimSpace(p.Text), "\n")...))
			continue
		}
		var sb strings.Builder
		for line := range strings.Lines(p.Text) {
			sb.WriteString(strings.Trim(line, "\n\t"))
		}
		parts = append(parts, officetest.Part{Name: p.Name, Text: sb.String()})
	}
	return parts
}

func TestShow(t *testing.T) {
	c, err := slides.Read(packed(t, "testdata/show.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	corpustest.Golden(t, "testdata/show.golden", officetest.Print(c))
	if p := c.Pages[0]; p.Width != 720 || p.Height != 540 {
		t.Errorf("the page is %v by %v", p.Width, p.Height)
	}
}

func TestReadErrors(t *testing.T) {
	for code, payload := range map[string][]byte{
		"office_malformed": officetest.Zip(officetest.Part{Name: "a", Text: "b"}),
		"no_text":          officetest.Zip(officetest.Part{Name: "ppt/presentation.xml", Text: officetest.Declared("<p:presentation/>")}),
	} {
		_, err := slides.Read(payload)
		var e *corpus.ReadError
		if !errors.As(err, &e) || e.Code != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
}
