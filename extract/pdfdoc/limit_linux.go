package pdfdoc

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// reserved is address space that a Go process reserves without using it.
const reserved = 4 << 30

// isolate makes the child die with its parent.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

// limit bounds the memory of a process: RLIMIT_DATA counts what it may write to, RLIMIT_AS everything.
func limit(pid int, bytes int64) error {
	for resource, n := range map[int]uint64{
		unix.RLIMIT_DATA: uint64(bytes),
		unix.RLIMIT_AS:   uint64(bytes) + reserved,
		unix.RLIMIT_CORE: 0,
	} {
		if err := unix.Prlimit(pid, resource, &unix.Rlimit{Cur: n, Max: n}, nil); err != nil {
			return err
		}
	}
	return nil
}
