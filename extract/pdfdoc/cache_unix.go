//go:build unix

package pdfdoc

import (
	"os"
	"syscall"
)

// ours reports whether a folder is our own and nobody else can write to it: what it holds is machine code that we run.
func ours(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid() && info.Mode().Perm()&0o022 == 0
}
