package corpustest

import (
	"os"
	"path/filepath"
	"testing"
)

// Shared returns the path of a file or folder of the shared material, which stands beside the project's folder. Where it
// is missing the test is skipped, unless the environment variable CI is set: then it fails.
func Shared(t testing.TB, parts ...string) string {
	t.Helper()
	root, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(root) == root {
			t.Fatal("no go.mod above the test's folder")
		}
		root = filepath.Dir(root)
	}
	path := filepath.Join(append([]string{root, "..", "shared"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the shared material is missing: %v", err)
		}
		t.Skipf("the shared material is missing: %v", err)
	}
	return path
}
