// Command irmtrail is the evidence trail behind the reports of the Open Government Partnership's Independent Reporting
// Mechanism: it crawls reports and the documents that their footnotes cite, archives every byte, extracts records that
// quote their evidence, and makes them searchable and exportable.
//
// The package only wires: it reads flags, variables and the configuration, builds the stages of ingest, extract and index
// on one store, and prints. Data goes to standard output, everything else to standard error.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus/store"
)

// version is set by the linker (-X main.version=...).
var version = "dev"

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The exit codes.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitPartial = 3 // done, but some documents failed
	exitLocked  = 4 // another run holds the lock

	exitStopped = 128 + int(syscall.SIGINT)
)

// errPartial ends a verb whose work is done, but for documents that failed: they are listed already.
var errPartial = errors.New("some documents failed")

// usageError is a mistake in what was typed.
type usageError struct{ error }

// run runs one command line and returns its exit code.
func run(args []string, in io.Reader, out, errOut io.Writer) int {
	if len(args) == 1 && children[args[0]] != nil {
		if err := children[args[0]](in, out); err != nil {
			fmt.Fprintf(errOut, "irmtrail: %v\n", err)
			return exitFailed
		}
		return exitDone
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	a := &app{in: in, out: out, errOut: errOut}
	root := a.command()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	code := exitCode(ctx, err)
	switch {
	case err == nil || code == exitPartial:
	case errors.Is(err, context.Canceled) && code == exitStopped:
		fmt.Fprintln(errOut, "irmtrail: stopped; the next run goes on")
	default:
		fmt.Fprintf(errOut, "irmtrail: %v\n", err)
		if code == exitUsage {
			fmt.Fprintln(errOut, "Try: irmtrail --help")
		}
	}
	return code
}

func exitCode(ctx context.Context, err error) int {
	var usage usageError
	var locked *store.LockedError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errPartial):
		return exitPartial
	case errors.As(err, &locked):
		return exitLocked
	case errors.As(err, &usage), isUsage(err):
		return exitUsage
	case ctx.Err() != nil:
		return exitStopped
	}
	return exitFailed
}

// isUsage reports whether an error is one of cobra's own about the command line; it has no type for them.
func isUsage(err error) bool {
	for _, start := range []string{"unknown command", "unknown flag", "unknown shorthand", "flag needs an argument", "invalid argument", "accepts ", "requires at least", "required flag", "bad flag syntax"} {
		if strings.HasPrefix(err.Error(), start) {
			return true
		}
	}
	return false
}

// exactly wraps cobra's count of arguments, so that its error counts as usage.
func exactly(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{fmt.Errorf("%w: usage: %s", err, cmd.UseLine())}
		}
		return nil
	}
}
