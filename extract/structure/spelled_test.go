package structure

import (
	"strings"
	"testing"
)

// TestSpelledOut reads addresses that print tore apart and whose link annotation is whole: the annotation wins, and what is
// printed stays as it is written.
func TestSpelledOut(t *testing.T) {
	tests := []struct{ note, want string }{
		{
			"See [[http://www.opengovpartner- ship.org/sites/default/files/a.pdf|http://www.opengovpartnership.org/sites/default/files/a.pdf]].",
			"http://www.opengovpartner- ship.org/sites/default/files/a.pdf -> http://www.opengovpartnership.org/sites/default/files/a.pdf",
		},
		{"See [[https://a.org/wp- content/x|https://a.org/wp-content/x]], and more.", "https://a.org/wp- content/x -> https://a.org/wp-content/x"},
		{"See [[https://a.org/press/re|https://a.org/press/release/2016.html]] lease/2016.html. More.", "https://a.org/press/re lease/2016.html -> https://a.org/press/release/2016.html"},
		{"See [[https://drive.google.com/\u6600\u6900le/d/|https://drive.google.com/file/d/]] 1axUmVzYeedag48-t9CCkJrXciYMZfGQc/ view.", "https://drive.google.com/\u6600\u6900le/d/ 1axUmVzYeedag48-t9CCkJrXciYMZfGQc/ view -> https://drive.google.com/file/d/1axUmVzYeedag48-t9CCkJrXciYMZfGQc/view"},
		{"See [[https://a.org/x|https://a.org/x/]] and [[https://b.org/y|https://b.org/y]].", "https://a.org/x -> https://a.org/x/|https://b.org/y -> https://b.org/y"},
		{"See [[https://a.org/file/d/|https://a.org/file/d/]] 1axUmVzYeedag48-t9CCkJrXciYMZfGQc/view.", "https://a.org/file/d/ 1axUmVzYeedag48-t9CCkJrXciYMZfGQc/view -> https://a.org/file/d/1axUmVzYeedag48-t9CCkJrXciYMZfGQc/view"},
	}
	for _, tt := range tests {
		c := build(t, "@p1| Alpha^1^.\n@p1 note 1| ^1^ "+tt.note)
		var got []string
		for _, x := range Read(c).Citations(c, "doc-1") {
			got = append(got, x.URLAsWritten+" -> "+string(x.URL))
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.note, strings.Join(got, "|"), tt.want)
		}
	}
}
