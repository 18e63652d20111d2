package warc

import (
	"bytes"
	"io"

	"github.com/klauspost/compress/gzip"
)

// memberWriter makes gzip members.
type memberWriter struct{ fast, stored *gzip.Writer }

// newMemberWriter returns a writer that compresses at level 1: on pages of reports it makes members an eighth longer than
// level 6 does, in little more than half the time.
func newMemberWriter() memberWriter {
	fast, _ := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed)
	stored, _ := gzip.NewWriterLevel(io.Discard, gzip.NoCompression)
	return memberWriter{fast, stored}
}

func (m memberWriter) write(w *bytes.Buffer, d *draft) error {
	gz := m.fast
	if d.packed {
		gz = m.stored
	}
	gz.Reset(w)
	if err := d.writeTo(gz); err != nil {
		return err
	}
	return gz.Close()
}

const (
	sampleWindows = 16  // of a body are looked at
	sampleBytes   = 256 // in each window
)

// packed reports whether a body looks compressed already, like most of a PDF or an image: it is stored then, because to
// compress it again would take ten times as long and save less than a tenth. It counts how often two bytes of a sample
// are the same: for random bytes 1 pair in 256, for text 1 in 15. Halfway, at 1 in 160, about a fifth is text.
func packed(body []byte) bool {
	if len(body) < 2*sampleWindows*sampleBytes {
		return false
	}
	var count [256]int
	step := (len(body) - sampleBytes) / (sampleWindows - 1)
	for i := range sampleWindows {
		for _, c := range body[i*step : i*step+sampleBytes] {
			count[c]++
		}
	}
	const n = sampleWindows * sampleBytes
	pairs := 0
	for _, c := range count {
		pairs += c * (c - 1)
	}
	return pairs < n*(n-1)/160
}
