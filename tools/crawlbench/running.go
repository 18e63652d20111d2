package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
)

// running is a site that is being served.
type running struct {
	addresses
	layout layout
	cmd    *exec.Cmd
	stdin  io.Closer
}

// startSite serves a site in a process of its own until close.
func startSite(ctx context.Context, l layout) (*running, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, asSite, "-pages", strconv.Itoa(l.pages), "-pdfs", strconv.Itoa(l.pdfs), "-links", strconv.Itoa(l.links))
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	r := &running{layout: l, cmd: cmd, stdin: stdin}
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &r.addresses)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start the site: %w", err), r.close())
	}
	return r, nil
}

func (r *running) close() error {
	return errors.Join(r.stdin.Close(), r.cmd.Wait())
}

func (r *running) reset(ctx context.Context) error {
	_, err := r.control(ctx, http.MethodPost, "/-/reset")
	return err
}

func (r *running) stats(ctx context.Context) (s Stats, err error) {
	body, err := r.control(ctx, http.MethodGet, "/-/stats")
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(body, &s); err != nil {
		return s, fmt.Errorf("counters of the site: %w", err)
	}
	return s, nil
}

func (r *running) control(ctx context.Context, method, path string) (body []byte, err error) {
	q, err := http.NewRequestWithContext(ctx, method, "http://"+r.Control+path, nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		return nil, fmt.Errorf("control of the site: %w", err)
	}
	defer func() { err = errors.Join(err, answer.Body.Close()) }()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("control of the site: %s %s: %s", method, path, answer.Status)
	}
	return io.ReadAll(answer.Body)
}
