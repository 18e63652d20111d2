// Package convert turns office files into PDFs by the LibreOffice that is installed: RTF and the older formats of Word, Excel and
// PowerPoint, which nothing else reads as well. PDFs have pages to cite, and are read like any other.
//
// LibreOffice runs without a window in a process group of its own, with low priority, a time limit, a new profile that forbids macros and the
// updating of links, and proxies that lead nowhere, so that nothing that a file refers to is got.
package convert

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/program"
)

// LibreOffice converts files. The zero value is fit for use, from several goroutines.
type LibreOffice struct {
	Command string        // soffice; "" finds it on the PATH
	Timeout time.Duration // for one file; 0 means two minutes
	Scratch string        // folder for what lives as long as a conversion; "" the system's

	gate gate
}

const (
	defaultTimeout = 2 * time.Minute
	maxPDF         = 256 << 20 // bytes of what is made
)

// names are what LibreOffice is called, in order.
var names = []string{"soffice", "libreoffice"}

// endings are the file names' endings that tell LibreOffice how to read each media type.
var endings = map[string]string{
	"application/msword":            ".doc",
	"application/vnd.ms-excel":      ".xls",
	"application/vnd.ms-powerpoint": ".ppt",
	"application/rtf":               ".rtf",
	"text/rtf":                      ".rtf",
}

// Available reports whether LibreOffice is installed.
func (l *LibreOffice) Available() bool {
	_, err := l.program()
	return err == nil
}

func (l *LibreOffice) program() (string, error) {
	for _, name := range names {
		if l.Command != "" {
			name = l.Command
		}
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", &corpus.ReadError{
		Code: "unsupported_media_type", Status: corpus.TextUnsupported, Needs: corpus.LibreOffice,
		Reason: "files of this older format are read through LibreOffice, which is not installed",
	}
}

// PDF returns a file as a PDF.
//
// The error is a *corpus.ReadError: office_malformed when LibreOffice makes nothing of the file, office_timeout, office_crashed, too_large, and
// unsupported_media_type with what is needed when LibreOffice is not there. Any other is ours, or the context's.
func (l *LibreOffice) PDF(ctx context.Context, payload []byte, mediaType string) (pdf []byte, err error) {
	path, err := l.program()
	if err != nil {
		return nil, err
	}
	if err := l.gate.enter(ctx); err != nil {
		return nil, err
	}
	defer l.gate.leave()
	dir, err := os.MkdirTemp(l.Scratch, "irmtrail-office-")
	if err != nil {
		return nil, fmt.Errorf("make a folder to convert in: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := l.prepare(dir, endings[mediaType], payload); err != nil {
		return nil, err
	}
	if err := l.run(ctx, path, dir, endings[mediaType]); err != nil {
		return nil, err
	}
	return made(dir)
}

// prepare writes the file and the profile.
func (l *LibreOffice) prepare(dir, ending string, payload []byte) error {
	profile := filepath.Join(dir, "profile", "user")
	if err := os.MkdirAll(profile, 0o700); err != nil {
		return fmt.Errorf("make a profile to convert with: %w", err)
	}
	return errors.Join(
		os.WriteFile(filepath.Join(profile, "registrymodifications.xcu"), []byte(registry), 0o600),
		os.WriteFile(filepath.Join(dir, "document"+ending), payload, 0o600),
	)
}

// registry is the profile: macros never run, links are never updated, nothing asks or reports.
const registry = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
`

// nowhere is a proxy that refuses every connection.
const nowhere = "http://127.0.0.1:9"

func (l *LibreOffice) run(ctx context.Context, path, dir, ending string) error {
	timeout := l.Timeout
	if timeout <= 0 {
		timeout = defaultTimeout
	}
	_, err := program.Run(ctx, program.Command{
		Path: path, Dir: dir, Timeout: timeout,
		Args: []string{
			"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")),
			"--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault",
			"--convert-to", "pdf", "--outdir", filepath.Join(dir, "out"), filepath.Join(dir, "document"+ending),
		},
		Env: []string{"HOME=" + dir, "TMPDIR=" + dir, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "http_proxy=" + nowhere, "https_proxy=" + nowhere, "ftp_proxy=" + nowhere},
	})
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("convert a document: %w", ctx.Err())
	case errors.Is(err, program.ErrTimeout):
		return corpus.Unreadable("office_timeout", "converting the file took longer than %v", timeout)
	}
	return corpus.Unreadable("office_crashed", "LibreOffice ended early: %v", err)
}

// made returns what was made.
func made(dir string) ([]byte, error) {
	path := filepath.Join(dir, "out", "document.pdf")
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist) || err == nil && info.Size() == 0:
		return nil, corpus.Unreadable("office_malformed", "LibreOffice makes nothing of the file")
	case err == nil && info.Size() > maxPDF:
		return nil, corpus.Unreadable("too_large", "the file makes a PDF of %d MiB, the limit is %d MiB", info.Size()>>20, maxPDF>>20)
	}
	pdf, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read what was converted: %w", err)
	}
	return pdf, nil
}
