package textdoc_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/textdoc"
)

// printed prints a content, one block a line.
func printed(c *corpus.Content) string {
	var sb strings.Builder
	if c.Title != "" {
		fmt.Fprintf(&sb, "title: %s\n", c.Title)
	}
	for _, b := range c.Blocks {
		fmt.Fprint(&sb, b.Kind)
		for _, f := range []struct {
			name  string
			value any
			zero  bool
		}{{"", b.Level, b.Level == 0}, {"list=", b.List, b.List == 0}, {"label=", b.Label, b.Label == ""}, {"page=", b.Page, b.Page == 0}} {
			if !f.zero {
				fmt.Fprintf(&sb, " %s%v", f.name, f.value)
			}
		}
		fmt.Fprintf(&sb, " | %s\n", b.Text())
	}
	return sb.String()
}

func TestTexts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no texts", err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			payload, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			c, err := textdoc.Read(payload, "text/plain")
			if err != nil {
				t.Fatal(err)
			}
			corpustest.Golden(t, strings.TrimSuffix(f, ".txt")+".golden", printed(c))
		})
	}
}

func codeOf(err error) string {
	var e *corpus.ReadError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func TestReadErrors(t *testing.T) {
	tests := []struct{ name, payload, code string }{
		{"nothing", "", "empty"},
		{"white space", " \n\t\f\u00a0\n", "empty"},
		{"only zero-width spaces", "\u200b\u200b\n", "empty"},
		{"NULs", "\x00\x00\x00", "binary"},
		{"binary", strings.Repeat("\x00\x01\x02abc\xff\x90", 100), "binary"},
		{"a PDF", "%PDF-1.4\n" + strings.Repeat("\x05\x1b\x8f\xe2x\x11", 200), "binary"},
		{"17 MiB", strings.Repeat("text ", 17<<20/5), "too_large"},
	}
	for _, tt := range tests {
		if _, err := textdoc.Read([]byte(tt.payload), ""); codeOf(err) != tt.code {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.code)
		}
	}
}

func TestReadCharset(t *testing.T) {
	const text = "Información pública: 13 compromisos – “México”, año 2021"
	latin, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, payload := range map[string]string{"utf-8": text, "mark": "\xef\xbb\xbf" + text, "windows-1252": latin, "utf-16": wide} {
		c, err := textdoc.Read([]byte(payload), "text/plain")
		if err != nil || c.Text().String() != text {
			t.Errorf("%s: got %v, %v", name, c, err)
		}
	}
}

func TestSeed(t *testing.T) {
	payload, err := os.ReadFile(corpustest.Shared(t, "data/seed/mexico-results-report-2019-2022.txt"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := textdoc.Read(payload, "")
	if err != nil {
		t.Fatal(err)
	}
	count := map[corpus.BlockKind]int{}
	var headings, furniture []string
	for _, b := range c.Blocks {
		count[b.Kind]++
		switch b.Kind {
		case corpus.Heading:
			headings = append(headings, b.Text())
		case corpus.Furniture:
			furniture = append(furniture, b.Text())
		}
	}
	if got := strings.Join(headings, "|"); got != "Mexico Results Report 2019-2022|Early Results[1]|Completion|Participation and Co-creation|Implementation in Context" {
		t.Errorf("headings %s", got)
	}
	if c.Title != "Mexico Results Report 2019-2022" || count[corpus.ListItem] != 6 || count[corpus.Paragraph] != 23 {
		t.Errorf("title %q, %v", c.Title, count)
	}
	if len(furniture) != 7 || furniture[0] != "Skip Navigation" || furniture[6] != "Open Government Partnership" {
		t.Errorf("furniture %q", furniture)
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		c, err := textdoc.Read(payload, "")
		if err != nil {
			if codeOf(err) == "" {
				t.Errorf("an error that is no fault of the text: %v", err)
			}
			return
		}
		for i := range c.Blocks {
			b := &c.Blocks[i]
			if b.Text() == "" || c.Text().Slice(b.Start, b.End) != b.Text() || b.Page > len(c.Pages) {
				t.Errorf("block %d: %+v", i, b)
			}
		}
	})
}
