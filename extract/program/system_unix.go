//go:build unix

package program

import (
	"os/exec"
	"syscall"
)

// isolate gives the process a group of its own, which is killed as a whole.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// stopAll kills what is left of the group.
func stopAll(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }

// niceness is the priority of such programs: whatever else the machine does comes first.
const niceness = 10

func giveWay(pid int) { _ = syscall.Setpriority(syscall.PRIO_PROCESS, pid, niceness) }
