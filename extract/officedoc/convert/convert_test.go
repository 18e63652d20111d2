package convert_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/convert"
)

const rtf = `{\rtf1\ansi\deff0 {\fonttbl{\f0 Arial;}}\f0\fs24 Minuta de la sesi\'f3n del Comit\'e9 Coordinador\par Fecha: 3 de mayo de 2022\par}`

// TestRTF converts with the real program, and leaves nothing behind.
func TestRTF(t *testing.T) {
	scratch := t.TempDir()
	l := &convert.LibreOffice{Scratch: scratch}
	if !l.Available() {
		if os.Getenv("CI") != "" {
			t.Fatal("LibreOffice is not installed")
		}
		t.Skip("LibreOffice is not installed")
	}
	pdf, err := l.PDF(t.Context(), []byte(rtf), "text/rtf")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("no PDF: %.20q", pdf)
	}
	cmd := exec.Command("pdftotext", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	text, err := cmd.Output()
	if err != nil || !strings.Contains(string(text), "Comité Coordinador") {
		t.Errorf("%v: %s", err, text)
	}
	if left, err := os.ReadDir(scratch); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestFaults(t *testing.T) {
	for _, x := range []struct{ name, script, code string }{
		{"hangs, with a child", "sleep 60 & wait", "office_timeout"},
		{"ends early", "echo 'no display' >&2; exit 3", "office_crashed"},
		{"makes nothing", "exit 0", "office_malformed"},
		{"is killed", "kill -9 $$", "office_crashed"},
	} {
		t.Run(x.name, func(t *testing.T) {
			dir := t.TempDir()
			command := filepath.Join(dir, "soffice")
			if err := os.WriteFile(command, []byte("#!/bin/sh\n"+x.script+"\n"), 0o755); err != nil {
				t.Fatal(err)
			}
			t.Parallel() // not before: a file that is open for writing anywhere cannot be run
			began := time.Now()
			_, err := (&convert.LibreOffice{Command: command, Timeout: time.Second}).PDF(t.Context(), []byte(rtf), "text/rtf")
			var fault *corpus.ReadError
			if !errors.As(err, &fault) || fault.Code != x.code {
				t.Errorf("error %v, want %s", err, x.code)
			}
			if took := time.Since(began); took > 15*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestMissing(t *testing.T) {
	l := &convert.LibreOffice{Command: filepath.Join(t.TempDir(), "none")}
	_, err := l.PDF(t.Context(), []byte(rtf), "text/rtf")
	var fault *corpus.ReadError
	if l.Available() || !errors.As(err, &fault) || fault.Status != corpus.TextUnsupported || fault.Needs != corpus.LibreOffice {
		t.Errorf("available %v, error %+v", l.Available(), err)
	}
}

func TestCancel(t *testing.T) {
	command := filepath.Join(t.TempDir(), "soffice")
	if err := os.WriteFile(command, []byte("#!/bin/sh\nsleep 60\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := (&convert.LibreOffice{Command: command}).PDF(ctx, nil, "text/rtf"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want the context's", err)
	}
}
