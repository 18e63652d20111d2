package ocrdoc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// program is tesseract.
type program struct {
	command string
	timeout time.Duration

	mu    sync.Mutex
	known map[string]tool // by path
}

// tool is an installed tesseract.
type tool struct {
	path    string
	version string   // "tesseract 5.3.0"
	models  []string // that it has
}

// installed returns the tesseract that is there now. What it says of itself is asked once.
func (p *program) installed() (tool, error) {
	name := p.command
	if name == "" {
		name = "tesseract"
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return tool{}, missing("the page is a picture, and tesseract is not installed")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if t, ok := p.known[path]; ok {
		return t, nil
	}
	t, err := ask(path)
	if err != nil {
		return t, err
	}
	if p.known == nil {
		p.known = map[string]tool{}
	}
	p.known[path] = t
	return t, nil
}

// askTimeout is for the questions what version tesseract is and what models it has.
const askTimeout = 20 * time.Second

// ask asks tesseract what it is and has. Older ones answer on standard error.
func ask(path string) (tool, error) {
	t := tool{path: path}
	for flag, use := range map[string]func(lines []string){
		"--version":    func(lines []string) { t.version = lines[0] },
		"--list-langs": func(lines []string) { t.models = lines[1:] },
	} {
		ctx, cancel := context.WithTimeout(context.Background(), askTimeout)
		out, err := exec.CommandContext(ctx, path, flag).CombinedOutput()
		cancel()
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		if err != nil {
			return t, missing("tesseract does not run: %s", firstLine(out, err))
		}
		use(lines)
	}
	return t, nil
}

// maxOutput is more than a page of a newspaper gives.
const maxOutput = 32 << 20

// errOutput is what limited writers return when there is too much.
var errOutput = errors.New("the output is too long")

// run has tesseract read a picture, and returns its table of words. A process that a signal ends is started once more: it may have been killed
// for what others did.
func (p *program) run(ctx context.Context, t tool, args []string, picture []byte) (tsv []byte, err error) {
	for range 2 {
		tsv, err = p.runOnce(ctx, t, args, picture)
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.Exited() {
			break
		}
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil, corpus.Unreadable("ocr_failed", "tesseract ended early: %s", firstLine(exit.Stderr, err))
	}
	return tsv, err
}

func (p *program) runOnce(ctx context.Context, t tool, args []string, picture []byte) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, p.timeout)
	defer cancel()
	cmd := exec.CommandContext(limited, t.path, args...)
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1") // threads of its own take three to four times the time
	cmd.Stdin = bytes.NewReader(picture)
	out, said := &bounded{most: maxOutput}, &bounded{most: 64 << 10}
	cmd.Stdout, cmd.Stderr = out, said
	cmd.WaitDelay = 2 * time.Second
	isolate(cmd)
	if err := cmd.Start(); ctx.Err() != nil {
		return nil, fmt.Errorf("recognise a page: %w", ctx.Err())
	} else if err != nil {
		return nil, missing("tesseract does not start: %v", err)
	}
	giveWay(cmd.Process.Pid)
	err := cmd.Wait()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("recognise a page: %w", ctx.Err())
	case limited.Err() != nil:
		return nil, corpus.Unreadable("ocr_timeout", "recognising the page took longer than %v", p.timeout)
	case out.full:
		return nil, corpus.Unreadable("ocr_failed", "tesseract's answer is longer than %d MiB", maxOutput>>20)
	case errors.As(err, &exit):
		exit.Stderr = said.buf.Bytes()
		return nil, exit
	case err != nil:
		return nil, corpus.Unreadable("ocr_failed", "tesseract: %v", err)
	}
	return out.buf.Bytes(), nil
}

// bounded keeps what is written up to a limit.
type bounded struct {
	buf  bytes.Buffer
	most int
	full bool
}

// Write keeps b, or fails with errOutput.
func (w *bounded) Write(b []byte) (int, error) {
	if w.buf.Len()+len(b) > w.most {
		w.full = true
		return 0, errOutput
	}
	return w.buf.Write(b)
}

// firstLine returns the first line that a program said, else the error.
func firstLine(said []byte, err error) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(said)), "\n")
	if line = strings.TrimSpace(line); line != "" && len(line) < 300 {
		return line
	}
	return fmt.Sprint(err)
}

// arguments returns how tesseract is called: a picture on its standard input, a table of words on its output.
func arguments(u upright, a attempt, set setting) []string {
	args := []string{"stdin", "stdout", "-l", set.models, "--dpi", fmt.Sprint(int(u.dpi + 0.5)), "-c", "tessedit_create_tsv=1"}
	if a.adaptive {
		args = append(args, "-c", "thresholding_method=1")
	}
	return args
}
