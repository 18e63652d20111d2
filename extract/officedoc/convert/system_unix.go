//go:build unix

package convert

import (
	"os/exec"
	"syscall"
)

// isolate gives the process a group of its own: LibreOffice starts others.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// stopAll kills what is left of the group.
func stopAll(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }

const niceness = 10

func giveWay(pid int) { _ = syscall.Setpriority(syscall.PRIO_PROCESS, pid, niceness) }
