package zipfile_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/officetest"
	"github.com/irmtrail/irmtrail/extract/officedoc/zipfile"
)

func codeOf(err error) string {
	var e *corpus.ReadError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func TestRead(t *testing.T) {
	payload := officetest.Zip(officetest.Part{Name: "word/document.xml", Text: "old"}, officetest.Part{Name: `word\media\1.png`, Text: "x"}, officetest.Part{Name: "/../../etc/passwd", Text: "y"}, officetest.Part{Name: "Word/Document.xml", Text: "new"})
	for name, b := range map[string][]byte{"whole": payload, "without directory": payload[:bytes.Index(payload, []byte("PK\x01\x02"))], "behind something": append([]byte("MZ program"), payload...)} {
		a, err := zipfile.Open(b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := strings.Join(a.Names(), " "); got != "word/document.xml word/media/1.png etc/passwd" {
			t.Errorf("%s: %s", name, got)
		}
		if text, err := a.Read("/word/document.XML"); err != nil || string(text) != "new" {
			t.Errorf("%s: %q, %v", name, text, err)
		}
		if _, err := a.Read("word/other.xml"); !errors.Is(err, zipfile.ErrMissing) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLimits(t *testing.T) {
	many := make([]officetest.Part, 20_001)
	for i := range many {
		many[i].Name = strings.Repeat("a", 1+i%50) + string(rune('a'+i%26)) + strings.Repeat("b", i/50)
	}
	if _, err := zipfile.Open(officetest.Zip(many...)); codeOf(err) != "too_large" {
		t.Errorf("many parts: %v", err)
	}
	dense, err := zipfile.Open(officetest.Zip(officetest.Part{Name: "a", Text: strings.Repeat(" ", 40<<20)}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dense.Read("a"); codeOf(err) != "too_large" {
		t.Errorf("a dense part: %v", err)
	}
	for range 25 { // however often it is asked for, all together is bounded
		_, err = dense.Read("a")
	}
	if codeOf(err) != "too_large" {
		t.Errorf("in sum: %v", err)
	}
}

// TestEncrypted: a part with the flag of encryption is not taken for text.
func TestEncrypted(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.CreateRaw(&zip.FileHeader{Name: "content.xml", Method: zip.Store, Flags: 1, CompressedSize64: 3, UncompressedSize64: 3})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte("abc")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	a, err := zipfile.Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Read("content.xml"); codeOf(err) != "encrypted" {
		t.Errorf("%v", err)
	}
}
