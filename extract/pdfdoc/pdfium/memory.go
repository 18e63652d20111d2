package pdfium

// heapMemory is an instance's memory on Go's heap, where the system gives none.
type heapMemory struct {
	bytes []byte
	limit int64
}

// Reallocate implements [experimental.LinearMemory].
func (m *heapMemory) Reallocate(size uint64) []byte {
	if int64(size) > m.limit {
		return nil
	}
	m.bytes = append(m.bytes, make([]byte, size-uint64(len(m.bytes)))...)
	return m.bytes
}

// Free implements [experimental.LinearMemory].
func (m *heapMemory) Free() { m.bytes = nil }
