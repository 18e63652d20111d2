package ocrdoc

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/program"
)

// tesseract is the program.
type tesseract struct {
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
func (p *tesseract) installed() (tool, error) {
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

// ask asks tesseract what it is and has.
func ask(path string) (tool, error) {
	t := tool{path: path}
	for flag, use := range map[string]func(lines []string){
		"--version":    func(lines []string) { t.version = lines[0] },
		"--list-langs": func(lines []string) { t.models = lines[1:] },
	} {
		out, err := program.Run(context.Background(), program.Command{Path: path, Args: []string{flag}, Timeout: askTimeout, MaxOutput: maxOutput})
		if err != nil {
			return t, missing("tesseract does not run: %v", err)
		}
		use(strings.Split(strings.TrimSpace(string(out)), "\n"))
	}
	return t, nil
}

// maxOutput is more than a page of a newspaper gives.
const maxOutput = 32 << 20

// read has tesseract read a picture, and returns its table of words. A process that a signal ends is started once more: it may have been
// killed for what others did.
func (p *tesseract) read(ctx context.Context, t tool, args []string, picture []byte) ([]byte, error) {
	c := program.Command{
		Path: t.path, Args: args, In: picture, Timeout: p.timeout, MaxOutput: maxOutput,
		Env: append(os.Environ(), "OMP_THREAD_LIMIT=1"), // threads of its own take three to four times the time
	}
	tsv, err := program.Run(ctx, c)
	var exit *program.ExitError
	if errors.As(err, &exit) && exit.Killed {
		tsv, err = program.Run(ctx, c)
	}
	switch {
	case err == nil:
		return tsv, nil
	case ctx.Err() != nil:
		return nil, err
	case errors.Is(err, program.ErrStart):
		return nil, missing("tesseract does not start: %v", err)
	case errors.Is(err, program.ErrTimeout):
		return nil, corpus.Unreadable("ocr_timeout", "recognising the page took longer than %v", p.timeout)
	}
	return nil, corpus.Unreadable("ocr_failed", "tesseract ended early: %v", err)
}

// arguments returns how tesseract is called: a picture on its standard input, a table of words on its output.
func arguments(u upright, a attempt, set setting) []string {
	args := []string{"stdin", "stdout", "-l", set.models, "--dpi", fmt.Sprint(int(u.dpi + 0.5)), "-c", "tessedit_create_tsv=1"}
	if a.adaptive {
		args = append(args, "-c", "thresholding_method=1")
	}
	return args
}
