package process

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The test program is the child, too; and a parent, for the test that kills it.
func TestMain(m *testing.M) {
	if len(os.Args) != 2 {
		os.Exit(m.Run())
	}
	switch os.Args[1] {
	case "child":
		if err := Serve(os.Stdin, os.Stdout, begin); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case "parent":
		p := NewPool([]string{os.Args[0], "child"}, nil, Limits{})
		id, err := p.Do(context.Background(), []byte("id"), nil)
		fmt.Println(string(id), err)
		_, _ = p.Do(context.Background(), []byte("hang"), nil)
	default:
		os.Exit(m.Run())
	}
}

func begin(greeting []byte) (Handler, error) {
	if string(greeting) == "refuse" {
		return nil, errors.New("refused")
	}
	return func(head, body []byte) []byte { return act(string(head), body, greeting) }, nil
}

func act(head string, body, greeting []byte) []byte {
	switch head {
	case "id":
		return []byte(strconv.Itoa(os.Getpid()))
	case "echo":
		return bytes.Join([][]byte{greeting, body}, []byte(" "))
	case "hang":
		for {
			time.Sleep(time.Second)
		}
	case "end":
		os.Exit(3)
	case "panic":
		panic("out of luck")
	case "sleep and end":
		time.Sleep(600 * time.Millisecond)
		os.Exit(3)
	case "flood":
		return make([]byte, 1<<20)
	case "secret":
		return []byte(os.Getenv("IRMTRAIL_SECRET"))
	case "grow":
		var all [][]byte
		for range 64 {
			all = append(all, bytes.Repeat([]byte("x"), 16<<20))
		}
		return all[0][:1]
	}
	return nil
}

func testPool(t *testing.T, greeting string, l Limits) *Pool {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := NewPool([]string{self, "child"}, []byte(greeting), l)
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func do(t *testing.T, p *Pool, head, body string) string {
	t.Helper()
	b, err := p.Do(t.Context(), []byte(head), []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestReuse(t *testing.T) {
	p := testPool(t, "hello", Limits{Requests: 3})
	if got := do(t, p, "echo", "you"); got != "hello you" {
		t.Errorf("%q", got)
	}
	first := do(t, p, "id", "")
	if do(t, p, "id", "") != first {
		t.Error("a process is not used again")
	}
	if do(t, p, "id", "") == first {
		t.Error("a process is used for more than three requests")
	}
}

func TestReplacedWhenGrown(t *testing.T) {
	p := testPool(t, "", Limits{Leftover: 1})
	first := do(t, p, "id", "")
	if do(t, p, "id", "") == first {
		t.Error("a process that keeps too much is used again")
	}
}

// TestFaults: each ends its request with its error, and the next request is answered.
func TestFaults(t *testing.T) {
	tests := []struct {
		head string
		want error
	}{
		{"hang", ErrTimeout},
		{"end", ErrCrashed},
		{"panic", ErrCrashed},
		{"flood", ErrOutput},
		{"grow", ErrMemory},
	}
	p := testPool(t, "", Limits{Timeout: 2 * time.Second, Output: 1 << 10, Resident: 100 << 20, Memory: 100 << 20})
	for _, tt := range tests {
		t.Run(tt.head, func(t *testing.T) {
			began := time.Now()
			if _, err := p.Do(t.Context(), []byte(tt.head), nil); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("it took %v", took)
			}
			do(t, p, "id", "")
		})
	}
}

// TestMemoryTogether: one process may take what the others leave.
func TestMemoryTogether(t *testing.T) {
	p := testPool(t, "", Limits{Processes: 2, Resident: 100 << 20, Memory: 2 << 30})
	if got := do(t, p, "grow", ""); got != "x" {
		t.Errorf("%q", got)
	}
}

func TestCancel(t *testing.T) {
	p := testPool(t, "", Limits{})
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := p.Do(ctx, []byte("hang"), nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

// TestRetry: a process that was used before may crash for what it did then.
func TestRetry(t *testing.T) {
	p := testPool(t, "", Limits{})
	id, err := strconv.Atoi(do(t, p, "id", ""))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(id, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if do(t, p, "id", "") == strconv.Itoa(id) {
		t.Error("the dead answer")
	}
}

// TestRetryInTime: what the first try took is missing in the second.
func TestRetryInTime(t *testing.T) {
	p := testPool(t, "", Limits{Timeout: time.Second})
	do(t, p, "id", "")
	if _, err := p.Do(t.Context(), []byte("sleep and end"), nil); !errors.Is(err, ErrTimeout) {
		t.Errorf("got %v", err)
	}
	if _, err := p.DoIn(t.Context(), 100*time.Millisecond, []byte("sleep and end"), nil); !errors.Is(err, ErrTimeout) {
		t.Errorf("got %v", err)
	}
}

func TestStartFails(t *testing.T) {
	if _, err := testPool(t, "refuse", Limits{}).Do(t.Context(), []byte("id"), nil); err == nil || errors.Is(err, ErrCrashed) || !strings.Contains(err.Error(), "refused") {
		t.Errorf("got %v", err)
	}
	if _, err := NewPool([]string{"/nowhere/at-all"}, nil, Limits{}).Do(t.Context(), nil, nil); err == nil {
		t.Error("a program that is not there starts")
	}
}

func TestParallel(t *testing.T) {
	p := testPool(t, "", Limits{Processes: 3})
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			body := strings.Repeat(strconv.Itoa(i), 1000*i)
			if got, err := p.Do(t.Context(), []byte("echo"), []byte(body)); err != nil || string(got) != " "+body {
				t.Errorf("request %d: %d bytes, %v", i, len(got), err)
			}
		})
	}
	wg.Wait()
	if n := len(p.idle); n < 1 || n > 3 {
		t.Errorf("%d processes", n)
	}
}

func TestEnvironment(t *testing.T) {
	t.Setenv("IRMTRAIL_SECRET", "told")
	if got := do(t, testPool(t, "", Limits{}), "secret", ""); got != "" {
		t.Errorf("the child knows %q", got)
	}
}

func TestClose(t *testing.T) {
	p := testPool(t, "", Limits{})
	id := do(t, p, "id", "")
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if alive(t, id) {
		t.Error("a process outlives its pool")
	}
	if _, err := p.Do(t.Context(), []byte("id"), nil); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
}

// TestOrphan: a child at work ends when its parent is killed.
func TestOrphan(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	parent := exec.Command(self, "parent")
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 64)
	n, err := out.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	id, _, _ := strings.Cut(string(line[:n]), " ")
	time.Sleep(100 * time.Millisecond) // until it hangs
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	for range 100 {
		if !alive(t, id) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("a child outlives its parent")
}

// alive reports whether a process is there and no zombie.
func alive(t *testing.T, id string) bool {
	t.Helper()
	n, err := strconv.Atoi(id)
	if err != nil {
		t.Fatal(err)
	}
	if syscall.Kill(n, 0) != nil {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", n))
	return err == nil && !strings.Contains(string(stat), ") Z ")
}

// TestRoom: a large request waits for the small ones, and the small one behind it for the large one.
func TestRoom(t *testing.T) {
	r := newRoom(10)
	if err := r.take(t.Context(), 4); err != nil {
		t.Fatal(err)
	}
	large, small := make(chan struct{}), make(chan struct{})
	go func() {
		_ = r.take(context.Background(), 10)
		close(large)
	}()
	for len(queued(r)) == 0 {
		time.Sleep(time.Millisecond)
	}
	go func() {
		_ = r.take(context.Background(), 1)
		close(small)
	}()
	for len(queued(r)) < 2 {
		time.Sleep(time.Millisecond)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.take(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	select {
	case <-large:
		t.Fatal("there is no room for the large one")
	case <-small:
		t.Fatal("the small one passes the large one")
	default:
	}
	r.give(4)
	<-large
	r.give(10)
	<-small
}

func queued(r room) []*waiting {
	r.state.mu.Lock()
	defer r.state.mu.Unlock()
	return r.state.queued
}
