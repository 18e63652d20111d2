package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

func (a *app) addCmd() *cobra.Command {
	var from string
	cmd := &cobra.Command{
		Use:   "add FILE|URL...",
		Short: "Archive local files or single addresses",
		Long: `Archive files that you have, or get single addresses. --url says where a file came from; without it
the file is known by its name. The same bytes under the same address are archived once. Of a WARC, every document is
added under its own address and date.`,
		Example: "  irmtrail add report.html --url https://www.opengovpartnership.org/documents/mexico-results-report-2019-2022/\n" +
			"  irmtrail add minutes/*.pdf",
		Args: exactly(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if from != "" && len(args) != 1 {
				return usageError{fmt.Errorf("--url is the address of one file, not of %d", len(args))}
			}
			if from != "" && !webAddress(from) {
				return usageError{fmt.Errorf("--url %q is no http or https address", from)}
			}
			return a.recorded(cmd.Context(), "add", func(b *batch) error {
				return b.add(cmd.Context(), args, corpus.URL(from))
			})
		},
	}
	cmd.Flags().StringVar(&from, "url", "", "where the file came from")
	return cmd
}

// webAddress reports whether an argument is an absolute http or https address with a host.
func webAddress(arg string) bool {
	if !strings.HasPrefix(arg, "http://") && !strings.HasPrefix(arg, "https://") {
		return false
	}
	p, err := corpus.Parse(corpus.URL(arg))
	return err == nil && p.Hostname() != ""
}

// maxFile bounds a file that is added: what the archive would not give back later is not taken.
const maxFile = 256 << 20

func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder: name its files, %s", path, filepath.Join(path, "*"))
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no regular file", path)
	case info.Size() > maxFile:
		return nil, fmt.Errorf("%s has %d MB, more than the %d MB that can be kept", path, info.Size()>>20, maxFile>>20)
	}
	return os.ReadFile(path)
}

// add imports files and gets addresses. A file that cannot be read is said and counted; the others are archived.
func (b *batch) add(ctx context.Context, args []string, from corpus.URL) error {
	c := ingest.Crawler{Archive: b.archive, Records: b.store}
	var urls []corpus.URL
	added := 0
	for _, arg := range args {
		if webAddress(arg) {
			urls = append(urls, corpus.URL(arg))
			continue
		}
		if scheme, _, ok := strings.Cut(arg, "://"); ok {
			return usageError{fmt.Errorf("%s: only addresses of http and https with a host can be got, not of %s", arg, scheme)}
		}
		payload, err := readFile(arg)
		if err != nil {
			b.run.Failures++
			fmt.Fprintf(b.app.errOut, "irmtrail: not added: %v\n", err)
			continue
		}
		if warc.IsWARC(payload) && from == "" {
			n, err := b.addWARC(ctx, c, arg, payload)
			if err != nil {
				return err
			}
			added += n
			continue
		}
		if err := b.addFile(ctx, c, ingest.File{Name: arg, URL: from, Payload: payload}); err != nil {
			return err
		}
		added++
	}
	if len(urls) > 0 {
		return b.fetch(ctx, fetching{urls: urls})
	}
	if added == 0 && b.run.Failures > 0 {
		return fmt.Errorf("nothing was added")
	}
	return nil
}

func (b *batch) addFile(ctx context.Context, c ingest.Crawler, f ingest.File) error {
	got, err := c.Import(ctx, f)
	if err != nil {
		return err
	}
	b.run.Captures++
	fmt.Fprintf(b.app.out, "%s %s\n", corpus.DocumentIDOf(got.Payload), plain(string(got.URL)))
	return nil
}

// addWARC adds what an archive of another program holds, each under its own address and date, and returns how much. What
// comes before damage in it is added.
func (b *batch) addWARC(ctx context.Context, c ingest.Crawler, name string, file []byte) (added int, err error) {
	var ours error
	damage := warc.Foreign(bytes.NewReader(file), func(f warc.Found) error {
		ours = b.addFile(ctx, c, ingest.File{Name: name, URL: corpus.URL(f.URL), MediaType: f.MediaType, Payload: f.Payload, At: f.At})
		if ours == nil {
			added++
		}
		return ours
	})
	switch {
	case ours != nil:
		return added, ours
	case damage != nil:
		b.run.Failures++
		fmt.Fprintf(b.app.errOut, "irmtrail: %s: %v; %s before it added\n", name, damage, plural(added, "document"))
	case added == 0:
		b.run.Failures++
		fmt.Fprintf(b.app.errOut, "irmtrail: %s holds no document\n", name)
	}
	return added, nil
}
