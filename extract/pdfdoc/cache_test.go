package pdfdoc

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestPrivateFolder(t *testing.T) {
	root := t.TempDir()
	made := filepath.Join(root, "a", "b")
	if got := privateFolder(made); got != made {
		t.Errorf("a new folder: %q", got)
	}
	if info, err := os.Stat(made); err != nil || info.Mode().Perm() != 0o700 && runtime.GOOS != "windows" {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	file, open, link := filepath.Join(root, "file"), filepath.Join(root, "open"), filepath.Join(root, "link")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(open, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(open, 0o777); err != nil { // whatever the mask
		t.Fatal(err)
	}
	if err := os.Symlink(made, link); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{file, open, link, filepath.Join(file, "below")} {
		if got := privateFolder(name); got != "" && runtime.GOOS != "windows" {
			t.Errorf("%s is taken as %q", filepath.Base(name), got)
		}
	}
}
