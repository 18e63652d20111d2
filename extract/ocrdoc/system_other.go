//go:build !unix

package ocrdoc

import "os/exec"

// isolate has nothing to set here: cancelling kills the process itself.
func isolate(*exec.Cmd) {}

// giveWay cannot set priorities here.
func giveWay(int) {}
