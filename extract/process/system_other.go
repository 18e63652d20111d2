//go:build !linux

package process

import "os/exec"

// isolate has nothing to set here: a child ends when its input does.
func isolate(*exec.Cmd) {}

// limit cannot bound another process here.
func limit(int, Limits) {}

// residentBytes is not known here: the child's own limits and the time limit remain.
func residentBytes(int) int64 { return 0 }
