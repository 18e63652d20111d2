package pdfdoc_test

import (
	"testing"

	"github.com/irmtrail/irmtrail/extract/pdfdoc"
)

// FuzzRead mutates files in a child process, so that a file that loops or takes all memory is an answer and not an end.
func FuzzRead(f *testing.F) {
	f.Add(pagesPDF("", show("F1", 10, 72, 700, "text")))
	f.Add(pagesPDF("/Rotate 90", "q 1 0 0 1 5 5 cm "+show("F2", 10, 72, 700, "text")+" Q [(a) 20 (b)] TJ"))
	f.Add(formLoop())
	f.Add(prevLoop())
	r := reader(f, "read", func(o *pdfdoc.Options) { o.Timeout = 2e9 })
	f.Fuzz(func(t *testing.T, payload []byte) {
		c, err := r.Read(t.Context(), payload)
		if err == nil {
			check(t, c)
		} else if codeOf(err) == "" {
			t.Errorf("an error that is no fault of the PDF: %v", err)
		}
	})
}
