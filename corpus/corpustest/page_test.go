package corpustest

import "testing"

func TestPage(t *testing.T) {
	seen := map[string]bool{}
	for n := range PageCount {
		p := Page(n)
		if len(p) < 14_000 || len(p) > 19_000 {
			t.Fatalf("page %d has %d bytes", n, len(p))
		}
		if seen[string(p)] {
			t.Fatalf("page %d is there twice", n)
		}
		seen[string(p)] = true
	}
	if PageCount < 1000 {
		t.Errorf("only %d pages", PageCount)
	}
}
