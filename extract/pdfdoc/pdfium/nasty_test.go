package pdfium

import (
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdftest"
)

// TestNasty: every fault is an answer, in time.
func TestNasty(t *testing.T) {
	e := smallEngine(t)
	for name, payload := range pdftest.Some(0) {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			err := torture(t, e, payload)
			if took := time.Since(began); took > 15*time.Second {
				t.Errorf("it took %v: %v", took, err)
			}
		})
	}
}
