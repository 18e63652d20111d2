//go:build unix

package pdfium

import (
	"github.com/tetratelabs/wazero/experimental"
	"golang.org/x/sys/unix"
)

// allocator gives instances memory of the system's instead of Go's heap: it grows in place, where a slice of hundreds of
// megabytes would be copied each time, it is given back at once, and what is not touched costs nothing.
func allocator(limit int64) experimental.MemoryAllocator {
	return experimental.MemoryAllocatorFunc(func(_, reserve uint64) experimental.LinearMemory {
		region, err := unix.Mmap(-1, 0, int(reserve), unix.PROT_NONE, unix.MAP_ANON|unix.MAP_PRIVATE)
		if err != nil {
			return &heapMemory{limit: limit}
		}
		return &mapped{region: region, limit: limit}
	})
}

// mapped is a memory of which the first bytes may be used.
type mapped struct {
	region []byte
	limit  int64
}

// Reallocate implements [experimental.LinearMemory].
func (m *mapped) Reallocate(size uint64) []byte {
	if size > uint64(len(m.region)) || int64(size) > m.limit {
		return nil
	}
	if unix.Mprotect(m.region[:size], unix.PROT_READ|unix.PROT_WRITE) != nil {
		return nil
	}
	return m.region[:size:size]
}

// Free implements [experimental.LinearMemory].
func (m *mapped) Free() { _ = unix.Munmap(m.region) }
