package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/google/renameio/v2"
)

// An index folder holds generations, each a Bleve index that is never written to again:
//
//	7/           the previous one, which a server may still have open
//	8/           the current one
//	9.building/  the next one, while it is built or after a crash
//	CURRENT      the manifest of the current one
const (
	currentName    = "CURRENT"
	manifestName   = "irmtrail.json" // the same manifest, inside the generation
	buildingSuffix = ".building"
)

// ErrNoIndex is returned when no generation was built yet.
var ErrNoIndex = errors.New("there is no search index yet: run irmtrail index")

// manifest describes a finished generation.
type manifest struct {
	Generation int                `json:"generation"`
	Format     int                `json:"format"`
	Change     int64              `json:"change"` // the store's last change when the build began
	Counts     counts             `json:"counts"`
	Lengths    map[string]float64 `json:"lengths"` // average length of each scored field, see averageLengths
	Files      sums               `json:"files"`
}

// counts is how many entries there are of each kind.
type counts struct {
	Passages    int `json:"passages"`
	Footnotes   int `json:"footnotes"`
	Commitments int `json:"commitments"`
}

func (c *counts) add(k Kind) {
	switch k {
	case Passage:
		c.Passages++
	case Footnote:
		c.Footnotes++
	case Commitment:
		c.Commitments++
	}
}

func (c counts) total() int { return c.Passages + c.Footnotes + c.Commitments }

// Current returns the number of the current generation of an index folder. The error wraps [ErrNoIndex] when there is none.
func Current(dir string) (int, error) {
	m, err := readManifest(filepath.Join(dir, currentName))
	return m.Generation, err
}

func readManifest(path string) (m manifest, err error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("%s: %w", filepath.Dir(path), ErrNoIndex)
	}
	if err == nil {
		err = json.Unmarshal(raw, &m)
	}
	if err == nil && m.Generation < 1 {
		err = errors.New("it names no generation")
	}
	if err != nil {
		return m, fmt.Errorf("read %s: %w", path, err)
	}
	return m, nil
}

func (m manifest) write(path string) error {
	raw, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := renameio.WriteFile(path, append(raw, '\n'), 0o644); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return syncDir(filepath.Dir(path))
}

func generationPath(dir string, n int) string { return filepath.Join(dir, strconv.Itoa(n)) }

// generations returns the numbers of the finished generations and of those being built, in order.
func generations(dir string) (finished, building []int, err error) {
	names, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("list %s: %w", dir, err)
	}
	for _, e := range names {
		name, unfinished := strings.CutSuffix(e.Name(), buildingSuffix)
		n, err := strconv.Atoi(name)
		switch {
		case err != nil || n < 1 || !e.IsDir():
		case unfinished:
			building = append(building, n)
		default:
			finished = append(finished, n)
		}
	}
	slices.Sort(finished)
	slices.Sort(building)
	return finished, building, nil
}

// install makes a finished generation the current one and removes those older than the one before it.
func install(dir string, m manifest, previous int) error {
	if err := m.write(filepath.Join(dir, currentName)); err != nil {
		return err
	}
	finished, building, err := generations(dir)
	if err != nil {
		return err
	}
	for _, n := range finished {
		if n != m.Generation && n != previous {
			err = errors.Join(err, os.RemoveAll(generationPath(dir, n)))
		}
	}
	for _, n := range building {
		err = errors.Join(err, os.RemoveAll(generationPath(dir, n)+buildingSuffix))
	}
	if err != nil {
		return fmt.Errorf("remove old generations: %w", err)
	}
	return nil
}

// settleTree lets everyone read every file and folder below a path, which Bleve makes for their owner only, and syncs
// them. A server need not run as the user who builds.
func settleTree(path string) error {
	return filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		mode := fs.FileMode(0o644)
		if d.IsDir() {
			mode = 0o755
		}
		if err := os.Chmod(p, mode); err != nil {
			return err
		}
		return syncDir(p)
	})
}

// syncDir syncs a folder (or a file).
func syncDir(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("sync %s: %w", path, err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("sync %s: %w", path, err)
	}
	return nil
}
