package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// Holder is who holds the lock of a data folder.
type Holder struct {
	PID   int       `json:"pid"`
	Verb  string    `json:"verb"`
	Since time.Time `json:"since"`
}

// LockedError is returned by [Lock] when another process writes to the data folder.
type LockedError struct {
	Dir    string
	Holder Holder // zero when the holder did not say
}

// Error names the holder.
func (e *LockedError) Error() string {
	if e.Holder.PID == 0 {
		return fmt.Sprintf("%s is in use by another irmtrail", e.Dir)
	}
	return fmt.Sprintf("%s is in use by \"irmtrail %s\", process %d, since %s",
		e.Dir, e.Holder.Verb, e.Holder.PID, e.Holder.Since.Format(time.RFC3339))
}

// Lock takes the data folder for writing, without waiting. The lock ends with unlock or with the process, however it
// ends. The error is a *[LockedError] when another process holds it.
func Lock(dir, verb string) (unlock func() error, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	lock := flock.New(filepath.Join(dir, "lock"))
	note := filepath.Join(dir, "lock.json")
	got, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	if !got {
		return nil, &LockedError{Dir: dir, Holder: holder(note)}
	}
	said, err := json.Marshal(Holder{PID: os.Getpid(), Verb: verb, Since: time.Now().UTC().Truncate(time.Second)})
	if err == nil {
		err = os.WriteFile(note, said, 0o644)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", dir, err), lock.Unlock())
	}
	return func() error { return errors.Join(os.Remove(note), lock.Unlock()) }, nil
}

// holder reads what the holder said of itself. It may be just about to say it: then nothing is known.
func holder(note string) (h Holder) {
	for range 20 {
		if said, err := os.ReadFile(note); err == nil && json.Unmarshal(said, &h) == nil {
			return h
		}
		time.Sleep(5 * time.Millisecond)
	}
	return h
}
