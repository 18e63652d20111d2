package word_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/officedoc/officetest"
	"github.com/irmtrail/irmtrail/extract/officedoc/word"
)

// docx packs a main part with other parts, which it has relations to by their names, and relations of its own.
func docx(body string, relations []string, others ...officetest.Part) []byte {
	for _, o := range others {
		name, isPart := strings.CutPrefix(o.Name, "word/")
		kind := strings.TrimRight(strings.TrimSuffix(name, ".xml"), "0123456789")
		if isPart && !strings.Contains(name, "_rels") {
			relations = append(relations, strings.TrimSuffix(name, ".xml")+" "+kind+" "+name)
		}
	}
	parts := []officetest.Part{
		officetest.Relations("", "rId1 officeDocument word/document.xml"),
		officetest.Relations("word/document.xml", relations...),
		{Name: "word/document.xml", Text: officetest.Declared("<w:document><w:body>" + body + "</w:body></w:document>")},
	}
	return officetest.Zip(append(parts, others...)...)
}

// TestTexts compares what is read of the files in testdata, in which document.xml is the body alone and rels lists relations.
func TestTexts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no texts", err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			c, err := word.Read(packed(t, f))
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

func packed(t testing.TB, file string) []byte {
	t.Helper()
	archive := mustRead(t, file)
	body, relations := "", []string{}
	var others []officetest.Part
	for _, p := range officetest.Parts(archive) {
		switch p.Name {
		case "body":
			body = oneLine(p.Text)
		case "rels":
			relations = strings.Split(strings.TrimSpace(p.Text), "\n")
		default:
			others = append(others, officetest.Part{Name: p.Name, Text: oneLine(p.Text)})
		}
	}
	return docx(body, relations, others...)
}

func mustRead(t testing.TB, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// oneLine takes out the line breaks and indents that make an archive readable.
func oneLine(s string) string {
	var sb strings.Builder
	for line := range strings.Lines(s) {
		sb.WriteString(strings.Trim(line, "\n\t"))
	}
	return sb.String()
}

func codeOf(err error) string {
	var e *corpus.ReadError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

const paragraph = `<w:p><w:r><w:t>Acta de la sesión</w:t></w:r></w:p>`

func TestReadErrors(t *testing.T) {
	tests := []struct {
		name    string
		payload []byte
		code    string
	}{
		{"nothing", nil, "office_malformed"},
		{"no archive", []byte("PK and then nothing of the kind"), "office_malformed"},
		{"no main part", officetest.Zip(officetest.Part{Name: "readme.txt", Text: "x"}), "office_malformed"},
		{"blank", docx(`<w:p/>`, nil), "no_text"},
		{"only a foot", docx(`<w:p/><w:sectPr><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>`, nil,
			officetest.Part{Name: "word/footer1.xml", Text: officetest.Declared(`<w:ftr>` + paragraph + `</w:ftr>`)}), "no_text"},
		{"no XML", officetest.Zip(officetest.Part{Name: "word/document.xml", Text: "&&&"}), "office_malformed"},
		{"entities", officetest.Zip(officetest.Part{Name: "word/document.xml", Text: `<!DOCTYPE w [<!ENTITY a "b">]>` + officetest.Declared(`<w:document><w:body>`+paragraph+`</w:body></w:document>`)}), "office_malformed"},
		{"a bomb", docx(strings.Repeat(paragraph, 400_000), nil), "too_large"},
		{"elements without end", docx(strings.Repeat("<w:p>", 100_000), nil), "no_text"},
	}
	for _, tt := range tests {
		if _, err := word.Read(tt.payload); codeOf(err) != tt.code {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.code)
		}
	}
}

// TestDamaged: what stands before the damage is read.
func TestDamaged(t *testing.T) {
	whole := docx(strings.Repeat(`<w:p><w:r><w:t>Primero </w:t></w:r><w:r><w:t>y más</w:t></w:r></w:p>`, 3), nil)
	broken := docx(paragraph+`<w:p><w:r><w:t>Segundo</w:t></w:r><w:r></w:p>`, nil)
	tests := []struct {
		name    string
		payload []byte
		want    string
	}{
		{"broken XML", broken, "Acta de la sesión\nSegundo"},
		{"no directory", whole[:bytes.Index(whole, []byte("PK\x01\x02"))], strings.Repeat("Primero y más\n", 2) + "Primero y más"},
	}
	for _, tt := range tests {
		c, err := word.Read(tt.payload)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := c.Text().String(); got != tt.want {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
}

// TestCutOff: a file that was cut off on its way is read up to there.
func TestCutOff(t *testing.T) {
	var body strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&body, "<w:p><w:r><w:t>Acuerdo %d de %d</w:t></w:r></w:p>", i, i*i*7919%99991)
	}
	whole := docx(body.String(), nil)
	c, err := word.Read(whole[:len(whole)*6/10])
	if err != nil {
		t.Fatal(err)
	}
	if n := len(c.Blocks); n < 1000 || n >= 3000 || c.Blocks[999].Text() != "Acuerdo 999 de 81261" {
		t.Errorf("%d blocks, the 1000th is %q", n, c.Blocks[999].Text())
	}
}

// TestForms: strict namespaces, other encodings and unusual names make no difference.
func TestForms(t *testing.T) {
	strict := `<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>Acta de la sesión</x:t></x:r></x:p></x:body></x:document>`
	latin := "<?xml version='1.0' encoding='windows-1252'?>" + strings.ReplaceAll(strict, "ó", "\xf3")
	var wide strings.Builder
	wide.WriteString("\xff\xfe")
	for _, r := range `<?xml version="1.0" encoding="UTF-16"?>` + strict {
		wide.WriteByte(byte(r))
		wide.WriteByte(byte(r >> 8))
	}
	rels := officetest.Relations("", "rId1 officeDocument /texto/principal.xml")
	for name, parts := range map[string][]officetest.Part{
		"strict":       {{Name: "word/document.xml", Text: strict}},
		"windows-1252": {{Name: "word/document.xml", Text: latin}},
		"UTF-16":       {{Name: "word/document.xml", Text: wide.String()}},
		"named":        {rels, {Name: "texto/principal.xml", Text: strict}},
		"backslashes":  {{Name: `word\document.xml`, Text: strict}},
		"twice":        {{Name: "word/document.xml", Text: "<old/>"}, {Name: "word/document.xml", Text: strict}},
		"controls":     {{Name: "word/document.xml", Text: strings.Replace(strict, "Acta", "\x0bActa\x1f", 1)}},
	} {
		c, err := word.Read(officetest.Zip(parts...))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := c.Text().String(); got != "Acta de la sesión" {
			t.Errorf("%s: %q", name, got)
		}
	}
}
