package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/corpus/sample"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// seedSources has no source that brings anything: what the added report cites is all there is to get.
const seedSources = "sources:\n  - {name: none, kind: listing, optional: true, seed: \"https://drive.google.com/none/\", scope: [\"https://drive.google.com/none/\"]}\n"

// TestSeedMinutes follows the three minutes that the seed report cites: one agrees, one is private, and one, a scan, is of another day.
func TestSeedMinutes(t *testing.T) {
	archive, err := os.ReadFile("testdata/seed.txtar")
	if err != nil {
		t.Fatal(err)
	}
	site, err := sample.ServeArchive(t.Context(), archive)
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	dir := t.TempDir()
	data, ca, sources := filepath.Join(dir, "data"), filepath.Join(dir, "ca.pem"), filepath.Join(dir, "sources.yaml")
	for name, text := range map[string][]byte{ca: site.CAPEM, sources: []byte(seedSources)} {
		if err := os.WriteFile(name, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	web := []string{"--ca-file", ca, "--sources", sources, "--delay", "0s", "--patience", "1s", "--connect-to", "::" + site.Addr}
	must(t, data, "add", corpustest.Shared(t, "data/seed/mexico-word.html"))
	must(t, data, "extract")
	_ = program(t, data, append([]string{"fetch"}, web...)...).Run() // most of what is cited is not served
	_ = program(t, data, "extract").Run()                            // nor read
	s, err := store.OpenReadOnly(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var got []string
	for _, c := range rows[corpus.Citation](t, s, "WHERE footnote_number = 2 ORDER BY ordinal") {
		got = append(got, fmt.Sprintf("%s %s: %s", c.Status, c.Check, c.CheckDetail))
	}
	corpustest.Golden(t, "testdata/seed.checks", strings.Join(got, "\n")+"\n")
}
