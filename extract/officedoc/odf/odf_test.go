package odf_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/officedoc/odf"
	"github.com/irmtrail/irmtrail/extract/officedoc/officetest"
)

// packed packs an archive of testdata, whose indents are for people.
func packed(t testing.TB, file string) []byte {
	t.Helper()
	archive, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var parts []officetest.Part
	for _, p := range officetest.Parts(archive) {
		var sb strings.Builder
		for line := range strings.Lines(p.Text) {
			sb.WriteString(strings.Trim(line, "\n\t"))
		}
		parts = append(parts, officetest.Part{Name: p.Name, Text: sb.String()})
	}
	return officetest.Zip(parts...)
}

func TestFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			c, err := odf.Read(packed(t, f))
			if err != nil {
				t.Fatal(err)
			}
			if err := officetest.Check(c); err != nil {
				t.Error(err)
			}
			corpustest.Golden(t, strings.TrimSuffix(f, ".txtar")+".golden", officetest.Print(c))
		})
	}
}

func TestReadErrors(t *testing.T) {
	content := func(text string) officetest.Part {
		return officetest.Part{Name: "content.xml", Text: officetest.Declared("<office:document-content><office:body><office:text>" + text + "</office:text></office:body></office:document-content>")}
	}
	locked := officetest.Part{Name: "META-INF/manifest.xml", Text: officetest.Declared(`<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`)}
	many := `<table:table>` + strings.Repeat(`<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell></table:table-row>`, 20) + `</table:table>`
	tests := []struct {
		name  string
		parts []officetest.Part
		code  string
	}{
		{"no text part", []officetest.Part{{Name: "meta.xml", Text: "<x/>"}}, "office_malformed"},
		{"no XML", []officetest.Part{{Name: "content.xml", Text: "no"}}, "office_malformed"},
		{"blank", []officetest.Part{content("<text:p> </text:p>")}, "no_text"},
		{"encrypted", []officetest.Part{content("<text:p>x</text:p>"), locked}, "encrypted"},
		{"cells without end", []officetest.Part{content(many + many + many + many + many)}, "too_large"},
	}
	for _, tt := range tests {
		_, err := odf.Read(officetest.Zip(tt.parts...))
		var e *corpus.ReadError
		if !errors.As(err, &e) || e.Code != tt.code {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.code)
		}
	}
}
