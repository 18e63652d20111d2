package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary be irmtrail: under that name for the scripts, and as the reader of a PDF when a stage under
// test starts its own program.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == internalPDF {
		os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	testscript.Main(m, map[string]func(){
		"irmtrail": func() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// tempDir makes a folder that outlives a single test; the system's temporary folder is where it is left.
func tempDir() (string, error) { return os.MkdirTemp("", "irmtrail-test-") }
