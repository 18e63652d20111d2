package officedoc_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/officedoc"
	"github.com/irmtrail/irmtrail/extract/officedoc/officetest"
	"github.com/irmtrail/irmtrail/extract/process"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// childMode makes the test program run as the child of a Reader.
const childMode = "IRMTRAIL_TEST_OFFICE_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(childMode) {
	case "read":
		if err := officedoc.Child(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	case "hang":
		serve(func() []byte { time.Sleep(time.Minute); return nil })
	case "end":
		serve(func() []byte { os.Exit(3); return nil })
	case "garbage":
		serve(func() []byte { return []byte(`{"content":{"blocks":[`) })
	}
	os.Exit(m.Run())
}

func serve(answer func() []byte) {
	_ = process.Serve(os.Stdin, os.Stdout, func([]byte) (process.Handler, error) {
		return func(_, _ []byte) []byte { return answer() }, nil
	})
	os.Exit(0)
}

// reader returns a reader with one process.
func reader(t testing.TB, mode string, change ...func(*officedoc.Options)) *officedoc.Reader {
	t.Helper()
	o := officedoc.Options{Command: []string{"/usr/bin/env", childMode + "=" + mode, os.Args[0]}, Processes: 1, Timeout: 20 * time.Second}
	for _, c := range change {
		c(&o)
	}
	r := officedoc.NewReader(o)
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

const (
	docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	doc  = "application/msword"
)

// body packs a text of one part with notes.
func body(text, notes string) []byte {
	return officetest.Zip(
		officetest.Relations("", "rId1 officeDocument word/document.xml"),
		officetest.Relations("word/document.xml", "n footnotes footnotes.xml"),
		officetest.Part{Name: "word/document.xml", Text: officetest.Declared("<w:document><w:body>" + text + "</w:body></w:document>")},
		officetest.Part{Name: "word/footnotes.xml", Text: officetest.Declared("<w:footnotes>" + notes + "</w:footnotes>")},
	)
}

// TestNotes: the notes of a text are found with the markers that refer to them.
func TestNotes(t *testing.T) {
	var text, notes strings.Builder
	for i := 1; i <= 12; i++ {
		fmt.Fprintf(&text, `<w:p><w:r><w:t>El pleno aprobó el punto %d del orden del día</w:t></w:r><w:r><w:footnoteReference w:id="%d"/></w:r><w:r><w:t>. Sigue 5 de 8.</w:t></w:r></w:p>`, i, i+40)
		fmt.Fprintf(&notes, `<w:footnote w:id="%d"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> Acta %d, https://example.org/%d.</w:t></w:r></w:p><w:p><w:r><w:t>Otro párrafo %d.</w:t></w:r></w:p></w:footnote>`, i+40, 20-i, i, i+1)
	}
	c, err := reader(t, "read").Read(t.Context(), docx, body(text.String(), notes.String()))
	if err != nil {
		t.Fatal(err)
	}
	s := structure.Read(c)
	if len(s.Notes) != 12 || len(s.Markers) != 12 {
		t.Fatalf("%d notes, %d markers, want 12", len(s.Notes), len(s.Markers))
	}
	for i, n := range s.Notes {
		if n.Number != i+1 || len(n.Paragraphs) != 2 || len(n.Markers) != 1 || n.Markers[0] != i {
			t.Errorf("note %d: number %d, %d paragraphs, markers %v", i+1, n.Number, len(n.Paragraphs), n.Markers)
		}
	}
}

func TestSample(t *testing.T) {
	for _, name := range []string{"samples/minutes-c.docx", "minutes/coahuila-comision-minuta-08.docx"} {
		payload, err := os.ReadFile(corpustest.Shared(t, "data", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		c, err := reader(t, "read").Read(t.Context(), corpus.MediaType(payload, "", ""), payload)
		if err != nil {
			t.Fatal(name, err)
		}
		tables := 0
		for _, b := range c.Blocks {
			if b.Kind == corpus.Table {
				tables++
			}
		}
		if len(c.Blocks) < 7 || tables == 0 || c.Language == "" {
			t.Errorf("%s: %d blocks, %d tables, language %q", name, len(c.Blocks), tables, c.Language)
		}
	}
}

func codeOf(err error) (string, corpus.Tool) {
	var e *corpus.ReadError
	if errors.As(err, &e) {
		return e.Code, e.Needs
	}
	return "", ""
}

// ole is the beginning of an OLE file with the name of a stream in it.
func ole(stream string) []byte {
	b := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 1024)...)
	for _, r := range stream {
		b = append(b, byte(r), 0)
	}
	return append(b, 0, 0)
}

// locked says in a Word 97 file that it is encrypted.
func locked(b []byte) []byte {
	copy(b[512:], []byte{0xec, 0xa5, 0xc1, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x13})
	return b
}

func TestReadErrors(t *testing.T) {
	tests := []struct {
		name, mode, mediaType string
		payload               []byte
		code                  string
		needs                 corpus.Tool
	}{
		{"encrypted", "read", docx, ole("EncryptedPackage"), "encrypted", ""},
		{"encrypted Word 97", "read", doc, locked(ole("WordDocument")), "encrypted", ""},
		{"older, without a converter", "read", doc, ole("WordDocument"), "unsupported_media_type", corpus.LibreOffice},
		{"RTF", "read", "text/rtf", []byte(`{\rtf1 x}`), "unsupported_media_type", corpus.LibreOffice},
		{"another OLE file", "read", "application/x-ole-storage", ole("__properties_version1.0"), "unsupported_media_type", ""},
		{"another archive", "read", "application/zip", officetest.Zip(officetest.Part{Name: "a.txt", Text: "x"}), "unsupported_media_type", ""},
		{"no archive", "read", docx, []byte("PK\x03\x04"), "office_malformed", ""},
		{"blank", "read", docx, body("<w:p/>", ""), "no_text", ""},
		{"hangs", "hang", docx, body("", ""), "office_timeout", ""},
		{"ends", "end", docx, body("", ""), "office_crashed", ""},
		{"garbage", "garbage", docx, body("", ""), "office_crashed", ""},
	}
	for _, tt := range tests {
		r := reader(t, tt.mode, func(o *officedoc.Options) {
			if tt.mode == "hang" {
				o.Timeout = 300 * time.Millisecond
			}
		})
		_, err := r.Read(t.Context(), tt.mediaType, tt.payload)
		if code, needs := codeOf(err); code != tt.code || needs != tt.needs {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// converter and pdfs stand for LibreOffice and a reader of PDFs.
type converter struct{ types []string }

func (c *converter) PDF(_ context.Context, payload []byte, mediaType string) ([]byte, error) {
	c.types = append(c.types, mediaType)
	return append([]byte("%PDF of "), payload[:3]...), nil
}

type pdfs struct{}

func (pdfs) Read(_ context.Context, payload []byte) (*corpus.Content, error) {
	return &corpus.Content{Title: string(payload)}, nil
}

// TestOlder: older files are converted by what their bytes are, whatever they are called.
func TestOlder(t *testing.T) {
	c := &converter{}
	r := reader(t, "read", func(o *officedoc.Options) { o.Converter, o.PDF = c, pdfs{} })
	for _, tt := range []struct {
		payload   []byte
		mediaType string
	}{{ole("WordDocument"), docx}, {ole("Workbook"), "application/x-ole-storage"}, {append(ole("Workbook"), ole("WordDocument")...), doc}, {[]byte("{\\rtf1 x}"), doc}, {ole("PowerPoint Document"), "application/vnd.ms-powerpoint"}, {[]byte("\xdb\xa5-\x00 Word 2"), doc}} {
		got, err := r.Read(t.Context(), tt.mediaType, tt.payload)
		if err != nil || !strings.HasPrefix(got.Title, "%PDF of ") {
			t.Errorf("%q: %v", tt.payload[:4], err)
		}
	}
	want := "application/msword application/vnd.ms-excel application/msword text/rtf application/vnd.ms-powerpoint application/msword"
	if got := strings.Join(c.types, " "); got != want {
		t.Errorf("converted as %s, want %s", got, want)
	}
}

// TestReads: what is told from the bytes of files is read.
func TestReads(t *testing.T) {
	r := reader(t, "read")
	payload := body(`<w:p><w:r><w:t>Acta</w:t></w:r></w:p>`, "")
	others := officetest.Zip(officetest.Part{Name: "other/first.xml", Text: "<x/>"}, officetest.Part{Name: "word/document.xml", Text: officetest.Declared(`<w:document><w:body><w:p><w:r><w:t>Acta</w:t></w:r></w:p></w:body></w:document>`)})
	for _, p := range [][]byte{payload, others} {
		mediaType := corpus.MediaType(p, "", "")
		if !r.Reads(mediaType) {
			t.Errorf("%s is not read", mediaType)
		}
		if c, err := r.Read(t.Context(), mediaType, p); err != nil || c.Text().String() != "Acta" {
			t.Errorf("%s: %v", mediaType, err)
		}
	}
	for _, p := range [][]byte{ole("EncryptedPackage"), []byte(`{\rtf1 x}`), bytes.Repeat([]byte("x"), 20)} {
		mediaType := corpus.MediaType(p, "", "")
		if r.Reads(mediaType) != (mediaType != "text/plain") {
			t.Errorf("%s: %v", mediaType, r.Reads(mediaType))
		}
	}
}
