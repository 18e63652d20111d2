package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest"
)

// preview prints what a crawl would begin with. Nothing is requested and nothing changes, not even an empty folder.
func (a *app) preview(ctx context.Context, what fetching, asJSON bool) (err error) {
	client, err := a.client() // for its complaints
	if err != nil {
		return err
	}
	client.Close()
	if _, err := os.Stat(filepath.Join(a.set.Data, store.FileName)); errors.Is(err, fs.ErrNotExist) {
		return a.previewWith(ctx, what, nil, asJSON)
	}
	unlock, err := store.Lock(a.set.Data, "dry-run")
	if err != nil {
		return err
	}
	defer closing(&err, unlock)
	return a.reading(ctx, func(s *store.Store) error { return a.previewWith(ctx, what, s, asJSON) })
}

func (a *app) previewWith(ctx context.Context, what fetching, records ingest.Records, asJSON bool) error {
	c := a.crawler(what)
	c.Records = records
	got, not := 0, 0
	err := c.Preview(ctx, func(p ingest.Preview) error {
		if p.Not == "" {
			got++
		} else {
			not++
		}
		if asJSON {
			line, err := json.Marshal(p)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.out, "%s\n", line)
			return err
		}
		return a.printPreview(p)
	})
	if err != nil {
		return err
	}
	a.say("would get %s, and what they lead to; %d not now\n", plural(got, "address"), not)
	return nil
}

// printPreview prints an address on one line and why on the next, indented.
func (a *app) printPreview(p ingest.Preview) error {
	mark, why := "get ", p.Why
	if p.Not != "" {
		mark, why = "not ", p.Not+" "+p.Why
	}
	if !p.Until.IsZero() {
		why = fmt.Sprintf("%s Not before %s.", why, p.Until.Format("2006-01-02 15:04 UTC"))
	}
	if p.Source != "" {
		why += " Source " + p.Source + "."
	}
	if p.Asks != "" {
		why += " Asks " + string(p.Asks)
	}
	_, err := fmt.Fprintf(a.out, "%s%-8s %s\n    %s\n", mark, p.Role, plain(string(p.URL)), plain(why))
	return err
}
