package ocrdoc

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
	"github.com/klauspost/compress/zstd"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// cache is the folder in which results are kept, one file each; "" keeps none. What cannot be kept, because the disk is full
// or the folder is not ours, is recognised again another time; what cannot be read there is not there.
type cache string

// keyOf identifies what a picture shows and how it is read.
func keyOf(g *image.Gray, dpi float64, s setting) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s\n%.2f\n%d %d\n", Version, s.version, s.models, dpi, g.Rect.Dx(), g.Rect.Dy())
	for y := range g.Rect.Dy() {
		_, _ = h.Write(g.Pix[y*g.Stride : y*g.Stride+g.Rect.Dx()]) // a hash never fails
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (c cache) path(key string) string { return filepath.Join(string(c), key[:2], key+".json.zst") }

func (c cache) get(key string) (kept page.Recognised, ok bool) {
	if c == "" {
		return kept, false
	}
	packed, err := os.ReadFile(c.path(key))
	if err != nil {
		return kept, false
	}
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxOutput))
	if err != nil {
		return kept, false
	}
	defer d.Close()
	plain, err := d.DecodeAll(packed, nil)
	if err != nil || json.Unmarshal(plain, &kept) != nil {
		return page.Recognised{}, false
	}
	return kept, true
}

func (c cache) put(key string, r page.Recognised) {
	if c == "" {
		return
	}
	plain, err := json.Marshal(r)
	if err != nil {
		return
	}
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return
	}
	defer e.Close()
	path := c.path(key)
	if os.MkdirAll(filepath.Dir(path), 0o755) != nil {
		return
	}
	_ = renameio.WriteFile(path, e.EncodeAll(plain, nil), 0o644)
}
