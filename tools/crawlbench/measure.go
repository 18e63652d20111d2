package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// figures are what one crawl took.
type figures struct {
	cpu    time.Duration // user and system, of the process and those that it waited for
	wall   time.Duration
	peak   int64 // bytes of memory
	disk   int64 // bytes that it left behind
	output string
	site   Stats
	layout layout
}

// perResource returns the CPU for each address that was got.
func (f figures) perResource() time.Duration {
	return f.cpu / time.Duration(max(f.site.resources(), 1))
}

// rate returns how many addresses were got a second.
func (f figures) rate() float64 { return float64(f.site.resources()) / f.wall.Seconds() }

// incomplete says what of the site was not got, "" nothing. Listings count where they were walked, sitemaps apart.
func (f figures) incomplete() string {
	var lacks []string
	for _, part := range []struct {
		name      string
		got, want int
	}{
		{"pages", f.site.Pages.Distinct, f.layout.pages},
		{"PDFs", f.site.PDFs.Distinct, f.layout.pdfs},
		{"listings", f.site.Listings.Distinct, f.layout.listings()},
	} {
		if part.name == "listings" && f.site.Sitemaps.Distinct > 0 && part.got == 0 {
			continue
		}
		if part.got != part.want {
			lacks = append(lacks, fmt.Sprintf("%d of %d %s", part.got, part.want, part.name))
		}
	}
	return strings.Join(lacks, ", ")
}

// measure runs a command to its end. That it fails is an error, unless its exit code is among those allowed.
func measure(cmd *exec.Cmd, allowed ...int) (figures, error) {
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return figures{}, err
	}
	peak := make(chan int64)
	done := make(chan struct{})
	go func() { peak <- watch(cmd.Process.Pid, done) }()
	err := cmd.Wait()
	wall := time.Since(start)
	close(done)
	seen := <-peak
	f := figures{
		cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), wall: wall,
		peak: peakOf(cmd.ProcessState, seen), output: output.String(),
	}
	for _, code := range allowed {
		if cmd.ProcessState.ExitCode() == code {
			err = nil
		}
	}
	if err != nil {
		return f, fmt.Errorf("%s: %w\n%s", filepath.Base(cmd.Path), err, lastLines(f.output, 40))
	}
	return f, nil
}

// peakOf returns the peak memory of a process that ended. The kernel's figure for a child starts at what the parent had,
// from which it was forked: where it is no more than that, what was seen while it ran is nearer.
func peakOf(ended *os.ProcessState, seen int64) int64 {
	usage, ok := ended.SysUsage().(*syscall.Rusage)
	if !ok {
		return seen
	}
	if most := usage.Maxrss << 10; most > highWater(os.Getpid()) {
		return most
	}
	return seen
}

// watch returns the peak memory of a process, looked at often until done.
func watch(pid int, done <-chan struct{}) (peak int64) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		peak = max(peak, highWater(pid))
		select {
		case <-done:
			return peak
		case <-tick.C:
		}
	}
}

// highWater returns the most memory that a running process had, 0 when that cannot be told.
func highWater(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "\nVmHWM:") // "VmHWM:	   10240 kB"
	fields := strings.Fields(after)
	if len(fields) == 0 {
		return 0
	}
	kilobytes, err := strconv.ParseInt(fields[0], 10, 64)
	if err != nil {
		return 0
	}
	return kilobytes << 10
}

// sizeOf returns the bytes of the files in a folder.
func sizeOf(folder string) (n int64, err error) {
	err = filepath.WalkDir(folder, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		n += info.Size()
		return nil
	})
	return n, err
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
