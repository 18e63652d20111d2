package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestServe starts the server on the sample in a process of its own, asks for a page and for the API, and stops it.
func TestServe(t *testing.T) {
	data, err := demoFolder()
	if err != nil {
		t.Fatal(err)
	}
	addr := freeAddr(t)
	cmd := program(t, data, "serve", "--listen", addr)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"/":                           "irmtrail",
		"/search?q=minutes":           "<mark>",
		"/api/v1/search?q=minutes":    `"hits":[{`,
		"/api/v1/reports?country=GHA": "ghana-results-report-2021-2023",
		"/openapi.json":               `"openapi":"3.1`,
		"/healthz":                    "ok",
		"/readyz":                     "ready",
	} {
		if body := get(t, "http://"+addr+path); !strings.Contains(body, want) {
			t.Errorf("%s does not hold %s", path, want)
		}
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("serve ends with %v\n%s", err, said.String())
	}
}

func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// get asks until the server is there, for ten seconds at most.
func get(t *testing.T, url string) string {
	t.Helper()
	var last error
	for range 100 {
		res, err := http.Get(url)
		if err == nil {
			body, err := io.ReadAll(res.Body)
			res.Body.Close()
			if err != nil || res.StatusCode != http.StatusOK {
				t.Fatalf("%s: %s, %v", url, res.Status, err)
			}
			return string(body)
		}
		last = err
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal(fmt.Errorf("%s: %w", url, last))
	return ""
}
