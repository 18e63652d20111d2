package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// crawler is one of those that are compared.
type crawler struct {
	name    string
	rounds  int          // the most that are worth their time; 0 all
	missing func() error // says how to get what it needs; nil: nothing
	prepare func(j job) (*exec.Cmd, error)
}

// job is one crawl of the site.
type job struct {
	ctx     context.Context
	site    string // host and port
	folder  string // fresh, for what the crawler keeps
	workers int
}

func (j job) seed() string { return "http://" + j.site + listingPath(1) }

func (j job) command(name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(j.ctx, name, args...)
	cmd.Dir = j.folder
	return cmd
}

// The names of the crawlers.
const (
	nameWget     = "wget"
	nameWgetWARC = "wget-warc"
	nameScrapy   = "scrapy"
	nameColly    = "colly"
	nameOurs     = "irmtrail"
)

// crawlers returns those that are known, in the order of the table.
func crawlers(ours irmtrail) []crawler {
	return []crawler{
		{name: nameWget, missing: missingWget, prepare: wget()},
		{name: nameWgetWARC, missing: missingWget, prepare: wget("--warc-file=site")},
		{name: nameScrapy, rounds: 1, missing: missingScrapy, prepare: scrapy},
		{name: nameColly, prepare: collyCommand},
		{name: nameOurs, missing: ours.missing, prepare: ours.fetch},
	}
}

func missingWget() error {
	if _, err := exec.LookPath("wget"); err != nil {
		return fmt.Errorf("wget is missing: apt-get install wget")
	}
	return nil
}

func wget(more ...string) func(job) (*exec.Cmd, error) {
	return func(j job) (*exec.Cmd, error) {
		return j.command("wget", append(append([]string{"-q", "-r", "-l", "inf"}, more...), j.seed())...), nil
	}
}

// debianPython is the interpreter that Debian's python3-scrapy is for; another may come first in PATH.
const debianPython = "/usr/bin/python3"

func missingScrapy() error {
	if err := exec.Command(debianPython, "-c", "import scrapy").Run(); err != nil {
		return fmt.Errorf("python3-scrapy is missing: apt-get install python3-scrapy")
	}
	return nil
}

//go:embed spider.py
var spider []byte

func scrapy(j job) (*exec.Cmd, error) {
	if err := os.WriteFile(filepath.Join(j.folder, "spider.py"), spider, 0o600); err != nil {
		return nil, err
	}
	cmd := j.command(debianPython, "-m", "scrapy", "runspider", "spider.py")
	cmd.Env = append(os.Environ(), "CRAWLBENCH_SEED="+j.seed(), "CRAWLBENCH_WORKERS="+strconv.Itoa(j.workers))
	return cmd, nil
}

func collyCommand(j job) (*exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return j.command(self, asColly, "-workers", strconv.Itoa(j.workers), j.seed()), nil
}

// irmtrail is the program that the benchmark is for.
type irmtrail struct {
	path string
	kind string // of the source that it is given: "listing" or "sitemap"
}

// host is what irmtrail calls the site. It refuses addresses on loopback, but asks a host where it is told to find it.
const host = "reports.example"

func (i irmtrail) missing() error {
	if _, err := os.Stat(i.path); err != nil {
		return fmt.Errorf("irmtrail is missing: make build, or -irmtrail FILE")
	}
	return nil
}

// sources is the configuration: everything on the site, what robots.txt forbids too, which only robots.txt keeps out.
const sources = `sources:
  - name: bench
    kind: %[1]s
    seed: http://%[2]s%[3]s
    scope:
      - http://%[2]s/documents/
      - http://%[2]s/files/
      - http://%[2]s/private/
`

func (i irmtrail) fetch(j job) (*exec.Cmd, error) {
	seed := map[string]string{kindListing: listingPath(1), kindSitemap: "/sitemap.xml"}[i.kind]
	file := filepath.Join(j.folder, "sources.yaml")
	if err := os.WriteFile(file, fmt.Appendf(nil, sources, i.kind, host, seed), 0o600); err != nil {
		return nil, err
	}
	args := []string{"fetch", "-q", "--data", i.data(j), "--sources", file, "--delay", "0s", "--connect-to", host + ":80:" + j.site}
	if i.manyAtOnce() {
		args = append(args, "--per-host", strconv.Itoa(j.workers))
	}
	return j.command(i.path, args...), nil
}

func (i irmtrail) data(j job) string { return filepath.Join(j.folder, "data") }

// manyAtOnce reports whether this version can have more than one request in flight to a host.
func (i irmtrail) manyAtOnce() bool {
	help, err := exec.Command(i.path, "fetch", "--help").Output()
	return err == nil && bytes.Contains(help, []byte("--per-host"))
}
