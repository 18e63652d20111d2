package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"

	_ "modernc.org/sqlite" // the file of irmtrail's frontier
)

// makeDue makes everything due that irmtrail got, as the time until it looks again, most of a day, would. Its clock cannot
// be set from outside, but the frontier keeps when an address is due.
func makeDue(ctx context.Context, data string) (err error) {
	path := (&url.URL{Path: filepath.Join(data, "frontier.db")}).EscapedPath()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=rw")
	if err != nil {
		return fmt.Errorf("frontier of the crawl: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	done, err := db.ExecContext(ctx, `UPDATE urls SET due_at = 1 WHERE due_at > 0 AND state = 'done' AND outcome <> 'blocked_by_robots'`)
	if err != nil {
		return fmt.Errorf("make due what was got: %w", err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(fmt.Errorf("nothing of what was got can be made due"), err)
	}
	return nil
}
