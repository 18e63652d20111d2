//go:build !linux

package pdfdoc

import "os/exec"

// isolate has nothing to set here.
func isolate(*exec.Cmd) {}

// limit cannot bound another process here; the child's own soft limit and the time limit remain.
func limit(int, int64) error { return nil }
