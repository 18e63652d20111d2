package pdfdoc_test

import (
	"bytes"
	"testing"

	"github.com/irmtrail/irmtrail/extract/pdfdoc"
)

// FuzzRead mutates files in a child process, so that a file that loops or takes all memory is an answer and not an end.
func FuzzRead(f *testing.F) {
	f.Add(pagesPDF("", show("F1", 10, 72, 700, "text")))
	f.Add(pagesPDF("/Rotate 90", "q 1 0 0 1 5 5 cm "+show("F2", 10, 72, 700, "text")+" Q [(a) 20 (b)] TJ"))
	f.Add(formLoop())
	f.Add(prevLoop())
	f.Fuzz(func(t *testing.T, payload []byte) {
		r := reader(t, "read")
		r.Timeout, r.MaxMemory = 1e9, 300<<20
		c, err := r.Read(t.Context(), payload)
		if err == nil {
			check(t, c)
		} else if codeOf(err) == "" {
			t.Errorf("an error that is no fault of the PDF: %v", err)
		}
	})
}

// FuzzChild holds the child's answer to its form whatever comes in; files with loops in them are left to FuzzRead.
func FuzzChild(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n"))
	f.Add([]byte("%PDF-1.7 junk startxref 9 %%EOF"))
	f.Fuzz(func(t *testing.T, payload []byte) {
		if bytes.Contains(payload, []byte("obj")) || bytes.Contains(payload, []byte("xref")) {
			t.Skip()
		}
		var out bytes.Buffer
		if err := pdfdoc.Child(bytes.NewReader(payload), &out); err != nil || !bytes.HasPrefix(out.Bytes(), []byte("{")) {
			t.Errorf("%v %s", err, out.Bytes())
		}
	})
}
