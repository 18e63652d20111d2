package pdfdoc

import (
	"os"
	"path/filepath"
)

// privateFolder returns a folder that only we can write to, made if need be, or "" when there is none. An empty name stands
// for one in the user's cache folder.
func privateFolder(name string) string {
	if name == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		name = filepath.Join(dir, "irmtrail", "pdfium")
	}
	if err := os.MkdirAll(name, 0o700); err != nil {
		return ""
	}
	info, err := os.Lstat(name)
	if err != nil || !info.IsDir() || !ours(info) {
		return ""
	}
	return name
}
