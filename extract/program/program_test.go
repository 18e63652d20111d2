package program_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/extract/program"
)

// shell runs lines of a shell.
func shell(t *testing.T, lines string, change func(*program.Command)) ([]byte, error) {
	t.Helper()
	c := program.Command{Path: "/bin/sh", Args: []string{"-c", lines}, Timeout: 20 * time.Second, MaxOutput: 1000}
	if change != nil {
		change(&c)
	}
	return program.Run(t.Context(), c)
}

func TestRun(t *testing.T) {
	out, err := shell(t, "cat; pwd; echo $WORD", func(c *program.Command) { c.In, c.Dir, c.Env = []byte("in "), "/", []string{"WORD=hello"} })
	if err != nil || string(out) != "in /\nhello\n" {
		t.Errorf("%q, %v", out, err)
	}
	if out, err := shell(t, "seq 1 100000", func(c *program.Command) { c.MaxOutput = 0 }); err != nil || len(out) != 0 {
		t.Errorf("kept %d bytes, %v", len(out), err)
	}
}

func TestFaults(t *testing.T) {
	if _, err := shell(t, "seq 1 100000", nil); !errors.Is(err, program.ErrOutput) {
		t.Errorf("much output: %v", err)
	}
	if _, err := shell(t, "", func(c *program.Command) { c.Path = "/no/such" }); !errors.Is(err, program.ErrStart) {
		t.Errorf("no program: %v", err)
	}
	var exit *program.ExitError
	if _, err := shell(t, "echo one >&2; echo two >&2; exit 3", nil); !errors.As(err, &exit) || exit.Said != "two" || exit.Killed {
		t.Errorf("a status: %+v", err)
	}
	if _, err := shell(t, "kill -9 $$", nil); !errors.As(err, &exit) || !exit.Killed || exit.Error() != "signal: killed" {
		t.Errorf("a signal: %+v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := program.Run(ctx, program.Command{Path: "/bin/sh", Timeout: time.Second}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestTimeout: a program that takes too long is killed with what it started.
func TestTimeout(t *testing.T) {
	file := filepath.Join(t.TempDir(), "late")
	began := time.Now()
	_, err := shell(t, "(sleep 3; echo x > "+file+") & wait", func(c *program.Command) { c.Timeout = 300 * time.Millisecond })
	if !errors.Is(err, program.ErrTimeout) || time.Since(began) > 2900*time.Millisecond {
		t.Errorf("%v after %v", err, time.Since(began))
	}
	time.Sleep(3500*time.Millisecond - time.Since(began))
	if _, err := os.Stat(file); err == nil || !strings.Contains(err.Error(), "no such") {
		t.Errorf("its child lives: %v", err)
	}
}
