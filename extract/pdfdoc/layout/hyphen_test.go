package layout

import "testing"

func TestJoint(t *testing.T) {
	v := vocabulary{}
	for _, text := range []string{
		"the documents of the well-known press releases", "evidence based on open data", "see http://a.example/open-data/value.pdf now",
		"ments/pdf/law.pdf and", "co-creation with every civil",
	} {
		v.add(&line{text: text})
	}
	for _, c := range []struct {
		text, next string
		want       joint
	}{
		{"of the", "press", spaced},
		{"the docu-", "ments of", divided},
		{"a well-", "known man", joined},
		{"an evidence-", "based plan", joined},
		{"the co-", "creation of", joined},
		{"http://b.example/public/docu-", "ments/pdf/law.pdf", divided},
		{"http://b.example/Val-", "ue_Assessment", divided},
		{"http://b.example/open-", "data/x", joined},
		{"http://b.example/10-", "ments", joined},
		{"http://b.example/press-re-", "leases/2012", divided},
		{"http://b.example/zxcv-", "qwer", joined},
	} {
		if got := v.joint(c.text, c.next); got != c.want {
			t.Errorf("%q | %q: %d, want %d", c.text, c.next, got, c.want)
		}
	}
}
