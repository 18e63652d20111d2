//go:build !unix

package program

import "os/exec"

// isolate has nothing to set here: cancelling kills the process itself.
func isolate(*exec.Cmd) {}

// stopAll knows no groups here.
func stopAll(*exec.Cmd) {}

// giveWay cannot set priorities here.
func giveWay(int) {}
