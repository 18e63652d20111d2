package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/lmittmann/tint"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// app is what every verb needs: the streams and the settings.
type app struct {
	in     io.Reader
	out    io.Writer
	errOut io.Writer
	set    settings
	log    *slog.Logger
}

func (a *app) command() *cobra.Command {
	root := &cobra.Command{
		Use:   "irmtrail",
		Short: "The evidence trail behind the reports of OGP's Independent Reporting Mechanism",
		Long: `irmtrail crawls IRM reports and the documents that their footnotes cite, archives every byte,
turns them into records that quote their evidence, and makes the lot searchable and exportable.

See it work:  irmtrail demo
Your own:     irmtrail add report.html && irmtrail extract && irmtrail index && irmtrail search "words"`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       version,
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.CompletionOptions.HiddenDefaultCmd = true
	flags := root.PersistentFlags()
	a.set.register(flags)
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if err := a.set.resolve(root.PersistentFlags(), os.LookupEnv); err != nil {
			return usageError{err}
		}
		a.log = a.logger()
		return nil
	}
	root.AddGroup(
		&cobra.Group{ID: "run", Title: "Collect and read:"},
		&cobra.Group{ID: "use", Title: "Search and take away:"},
		&cobra.Group{ID: "look", Title: "Look inside:"},
	)
	for group, verbs := range map[string][]*cobra.Command{
		"run":  {a.runCmd(), a.addCmd(), a.fetchCmd(), a.extractCmd(), a.indexCmd(), a.demoCmd()},
		"use":  {a.searchCmd(), a.trailCmd(), a.serveCmd(), a.exportCmd()},
		"look": {a.showCmd(), a.statusCmd(), a.checkCmd(), a.verifyCmd(), a.healthCmd()},
	} {
		for _, v := range verbs {
			v.GroupID = group
			root.AddCommand(v)
		}
	}
	return root
}

// logger writes to standard error: one line a record, coloured on a terminal, or JSON.
func (a *app) logger() *slog.Logger {
	level := slog.LevelWarn
	switch {
	case a.set.Verbose:
		level = slog.LevelDebug
	case a.set.Quiet:
		level = slog.LevelError
	}
	if a.set.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(a.errOut, &slog.HandlerOptions{Level: level}))
	}
	return slog.New(tint.NewTextHandler(a.errOut, &tint.Options{Level: level, NoColor: !a.colour(), TimeFormat: "15:04:05"}))
}

// terminal reports whether standard error is a terminal, for progress bars.
func (a *app) terminal() bool {
	f, ok := a.errOut.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// columns returns the width of the terminal that standard error is, 80 when it does not say.
func (a *app) columns() int {
	if f, ok := a.errOut.(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 20 {
			return width
		}
	}
	return 80
}

func (a *app) colour() bool { return a.terminal() && os.Getenv("NO_COLOR") == "" }

// writing opens the store for writing, under the lock of the data folder, and calls f.
func (a *app) writing(ctx context.Context, verb string, f func(*store.Store, *warc.Archive) error) (err error) {
	unlock, err := store.Lock(a.set.Data, verb)
	if err != nil {
		return err
	}
	defer closing(&err, unlock)
	if err := a.refuseOrphans(); err != nil {
		return err
	}
	s, err := store.Open(ctx, a.set.Data)
	if err != nil {
		return err
	}
	defer closing(&err, s.Close)
	archive, err := a.openArchive()
	if err != nil {
		return err
	}
	defer closing(&err, archive.Close)
	return f(s, archive)
}

// reading opens the store for reading and calls f.
func (a *app) reading(ctx context.Context, f func(*store.Store) error) (err error) {
	s, err := store.OpenReadOnly(ctx, a.set.Data)
	if err != nil {
		return err
	}
	defer closing(&err, s.Close)
	return f(s)
}

// refuseOrphans refuses to begin new records beside an archive that is full already: then the records were lost, and new
// ones would hide that.
func (a *app) refuseOrphans() error {
	path := filepath.Join(a.set.Data, store.FileName)
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		return nil
	}
	files, err := a.archiveReader().Files()
	if err != nil || len(files) == 0 {
		return nil // no archive, or none yet
	}
	return fmt.Errorf("%s holds an archive of %s, but %s is missing or empty: put its backup back", a.set.Data, plural(len(files), "file"), store.FileName)
}

func (a *app) indexDir() string { return filepath.Join(a.set.Data, "index") }

// archiveReader reads the archive, also while another process writes it.
func (a *app) archiveReader() warc.Reader {
	return warc.Reader{Dir: filepath.Join(a.set.Data, "archive")}
}

func (a *app) openArchive() (*warc.Archive, error) {
	archive, err := warc.Open(a.archiveReader().Dir, warc.Options{Software: "irmtrail/" + version})
	if err != nil {
		return nil, err
	}
	for _, r := range archive.Repairs() {
		a.log.Warn("archive file was left open", "file", r.File, "records kept", r.Kept, "bytes cut", r.CutBytes)
	}
	return archive, nil
}

// closing closes something at the end of a function; its error counts when there is none yet.
func closing(err *error, f func() error) {
	if e := f(); e != nil && *err == nil {
		*err = e
	}
}
