package xmltree_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// TestNames: a name has the usual prefix whatever the part calls its namespace.
func TestNames(t *testing.T) {
	for part, want := range map[string]string{
		`<x:p xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main" x:val="1"/>`: "w:p w:val",
		`<p xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main" val="1"/>`:                   "w:p val",
		`<w:p w:val="1"/>`: "w:p w:val",
		`<t:p xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" t:id="1"/>`:        "text:p text:id",
		`<d:frame xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" d:id="1"/>`: "draw:frame draw:id",
		`<d:frame xmlns:d="http://openoffice.org/2000/drawing" d:id="1"/>`:                "draw:frame draw:id",
	} {
		n, err := xmltree.Parse([]byte(part))
		if err != nil || n == nil || len(n.Attrs) != 1 {
			t.Errorf("%s: %v, %v", part, n, err)
			continue
		}
		if got := n.Name + " " + n.Attrs[0].Name; got != want {
			t.Errorf("%s: %s, want %s", part, got, want)
		}
	}
}

// TestBroken: what stands before a break is given.
func TestBroken(t *testing.T) {
	tests := []struct {
		name, part, want string
		broken, refused  bool
	}{
		{"whole", "<d><a>1</a><a>2</a></d>", "1|2", false, false},
		{"cut off", "<d><a>1</a><a>2", "1|2", true, false},
		{"crossed", "<d><a>1</a><a><b>2</a></d>", "1|2", true, false},
		{"deep", "<d><a>1</a>" + strings.Repeat("<a>", 1000), "1|", true, false},
		{"bare document type", "<!DOCTYPE d PUBLIC 'x' 'd.dtd'><d><a>1</a></d>", "1", false, false},
		{"entities", "<!DOCTYPE d [<!ENTITY x 'y'>]><d><a>&x;</a></d>", "", false, true},
		{"entity of HTML", "<d><a>1&nbsp;2</a></d>", "1\u00a02", false, false},
		{"unknown entity", "<d><a>1</a><a>&x;2</a></d>", "1|", true, false},
		{"nothing", "", "", false, false},
	}
	for _, tt := range tests {
		var got []string
		err := xmltree.Each([]byte(tt.part), []string{"d"}, func(n *xmltree.Node) { got = append(got, n.String()) })
		var refused *corpus.ReadError
		if errors.Is(err, xmltree.ErrBroken) != tt.broken || errors.As(err, &refused) != tt.refused {
			t.Errorf("%s: %v", tt.name, err)
		}
		if s := strings.Join(got, "|"); s != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, s, tt.want)
		}
	}
}
