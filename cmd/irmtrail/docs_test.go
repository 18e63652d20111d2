package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// TestDocs holds the commands that README and doc show against the program: every verb and every flag exists. What the
// commands of the README do is run by testdata/script/readme.txtar, which must show them in their order.
func TestDocs(t *testing.T) {
	files, err := filepath.Glob("../../doc/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in doc: %v", err)
	}
	seen := 0
	for _, path := range append(files, "../../README.md") {
		for _, line := range shownCommands(t, path) {
			seen++
			checkCommand(t, path, line)
		}
	}
	if seen < 10 {
		t.Errorf("only %d commands found: is the pattern right?", seen)
	}
	script, err := os.ReadFile("testdata/script/readme.txtar")
	if err != nil {
		t.Fatal(err)
	}
	rest := string(script)
	for _, line := range shownCommands(t, "../../README.md") {
		if strings.HasPrefix(line, "irmtrail serve") {
			continue // its own test starts it
		}
		want := "exec " + strings.ReplaceAll(line, `"`, "'")
		_, after, ok := strings.Cut(rest, want)
		if !ok {
			t.Errorf("README shows %q, which readme.txtar does not run at its place", line)
			continue
		}
		rest = after
	}
}

// shownCommand matches a line of a sh block that calls the program: "irmtrail search x   # comment".
var shownCommand = regexp.MustCompile(`^(irmtrail .*?)(?:\s+#.*)?$`)

func shownCommands(t *testing.T, path string) (out []string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	in := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "```"):
			in = line == "```sh"
		case in:
			if m := shownCommand.FindStringSubmatch(line); m != nil {
				out = append(out, m[1])
			}
		}
	}
	return out
}

func checkCommand(t *testing.T, path, line string) {
	t.Helper()
	a := &app{}
	cmd, args, err := a.command().Find(strings.Fields(line)[1:])
	if err != nil || cmd.Name() == "irmtrail" {
		t.Errorf("%s: %s: no such verb: %v", path, line, err)
		return
	}
	if err := cmd.ParseFlags(args); err != nil {
		t.Errorf("%s: %s: %v", path, line, err)
	}
}

// Every code of what can fail is told to operators, with its meaning.
func TestFaultsAreTold(t *testing.T) {
	text, err := os.ReadFile("../../doc/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range corpus.Faults {
		if row := fmt.Sprintf("| `%s` | %s |", f.Fault, f.Meaning); !strings.Contains(string(text), row) {
			t.Errorf("doc/operations.md has no row %q", row)
		}
	}
}

// readCode matches where a code of what cannot be read is given: Unreadable("empty", or ReadError{Code: "encrypted".
var readCode = regexp.MustCompile(`(?:Unreadable\(|\bCode: )"([a-z_]+)"`)

// Every code that a reader gives is on the list, and every code on the list is told to operators.
func TestReadCodesAreTold(t *testing.T) {
	text, err := os.ReadFile("../../doc/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, c := range corpus.ReadCodes {
		listed[c.Code] = true
		if row := fmt.Sprintf("| `%s` | %s | %s |", c.Code, c.Meaning, c.Remedy); !strings.Contains(string(text), row) {
			t.Errorf("doc/operations.md has no row %q", row)
		}
	}
	given := 0
	for _, dir := range []string{"../../extract", "../../corpus", "."} {
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			source, err := os.ReadFile(path)
			for _, m := range readCode.FindAllStringSubmatch(string(source), -1) {
				given++
				if !listed[m[1]] {
					t.Errorf("%s gives %q, which corpus.ReadCodes does not list", path, m[1])
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if given < len(listed)/2 {
		t.Errorf("only %d codes found in the source: is the pattern right?", given)
	}
}
