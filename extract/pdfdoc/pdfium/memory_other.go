//go:build !unix

package pdfium

import "github.com/tetratelabs/wazero/experimental"

func allocator(limit int64) experimental.MemoryAllocator {
	return experimental.MemoryAllocatorFunc(func(_, _ uint64) experimental.LinearMemory {
		return &heapMemory{limit: limit}
	})
}
