package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus/corpustest"
)

// killRounds is how often the whole is done: once, or often when slow tests are wanted.
func killRounds() int {
	if os.Getenv("IRMTRAIL_TORTURE") != "" {
		return 20
	}
	return 1
}

// killPages is how many pages the kill test reads: some seconds of work, several transactions.
const killPages = 150

// TestKilled kills extract and index at random moments until they have ended by themselves, and demands the same records
// and the same answers as an undisturbed run.
func TestKilled(t *testing.T) {
	for range killRounds() {
		killed(t)
	}
}

func killed(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for n := range killPages {
		path := filepath.Join(dir, fmt.Sprintf("page-%03d.html", n))
		if err := os.WriteFile(path, corpustest.Page(n), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	calm, killed := filepath.Join(dir, "calm"), filepath.Join(dir, "killed")
	must(t, calm, append([]string{"add"}, files...)...)
	if err := os.CopyFS(killed, os.DirFS(calm)); err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"extract", "index"} {
		must(t, calm, verb)
		t.Logf("%s was killed %d times", verb, killUntilDone(t, killed, verb))
	}
	must(t, killed, "verify")
	compareExports(t, calm, killed)
	for _, query := range []string{"register of owners", "+committee -spring", "\"open contracts\""} {
		if a, b := must(t, calm, "search", query), must(t, killed, "search", query); a != b || !strings.Contains(a, "Report") {
			t.Errorf("search %s answers\n%s\nand after kills\n%s", query, a, b)
		}
	}
}

// program makes a command line that runs irmtrail in a process of its own.
func program(t *testing.T, data string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Args = append([]string{"irmtrail", "--data", data}, args...)
	return cmd
}

func must(t *testing.T, data string, args ...string) string {
	t.Helper()
	cmd := program(t, data, args...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("irmtrail %s: %v\n%s%s", args[0], err, out.String(), said.String())
	}
	return out.String()
}

// killUntilDone starts a verb and kills it, later each time, until it ends before it is killed.
func killUntilDone(t *testing.T, data, verb string) (kills int) {
	t.Helper()
	for patience := 60 * time.Millisecond; ; patience += patience/10 + time.Duration(rand.IntN(120))*time.Millisecond {
		cmd := program(t, data, verb)
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		select {
		case err := <-ended:
			if err != nil {
				t.Fatalf("%s: %v\n%s", verb, err, said.String())
			}
			return kills
		case <-time.After(patience):
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			<-ended
			kills++
		}
	}
}

// compareExports compares every table but runs, which differ by their times.
func compareExports(t *testing.T, a, b string) {
	t.Helper()
	for _, data := range []string{a, b} {
		must(t, data, "export", "--format", "jsonl", "--out", filepath.Join(data, "export"))
	}
	compared := 0
	for _, table := range tableNames() {
		if table == "runs" {
			continue
		}
		name := filepath.Join("export", table+".jsonl")
		x, err := os.ReadFile(filepath.Join(a, name))
		if err != nil {
			t.Fatal(err)
		}
		y, err := os.ReadFile(filepath.Join(b, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(x, y) {
			t.Errorf("%s differs", name)
		}
		compared += len(x)
	}
	if compared < killPages*1000 {
		t.Errorf("only %d bytes were compared", compared)
	}
}
