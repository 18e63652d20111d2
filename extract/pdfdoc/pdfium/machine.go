package pdfium

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"unicode/utf16"

	"github.com/tetratelabs/wazero/api"
)

// scratchSize is how many bytes a call may fill.
const scratchSize = 64 << 10

// machine is an instance of the module. The first trap ends it: calls return 0 from then on, and err says why.
type machine struct {
	module  api.Module
	memory  api.Memory
	fn      [functions]api.Function
	stack   [16]uint64
	scratch uint64 // address of scratchSize bytes that results are written to
	err     error
}

func newMachine(module api.Module) (*machine, error) {
	m := &machine{module: module, memory: module.Memory()}
	for i, name := range functionNames {
		if m.fn[i] = module.ExportedFunction(name); m.fn[i] == nil {
			return nil, fmt.Errorf("PDFium's module lacks %s", name)
		}
	}
	m.scratch = m.call(fnMalloc, scratchSize)
	if m.scratch == 0 {
		return nil, fmt.Errorf("%w: no memory", ErrTrap)
	}
	return m, nil
}

// call calls a function of the module.
func (m *machine) call(f function, args ...uint64) uint64 {
	if m.err != nil {
		return 0
	}
	m.stack[0] = 0
	copy(m.stack[:], args)
	if err := m.fn[f].CallWithStack(context.Background(), m.stack[:]); err != nil {
		reason, _, _ := strings.Cut(err.Error(), "\n") // what follows is the module's stack
		m.err = fmt.Errorf("%w in %s: %s", ErrTrap, functionNames[f], reason)
		return 0
	}
	return m.stack[0]
}

// pointer calls a function that returns an address, 0 for none.
func (m *machine) pointer(f function, args ...uint64) uint64 {
	return uint64(uint32(m.call(f, args...)))
}

// integer calls a function that returns an int.
func (m *machine) integer(f function, args ...uint64) int {
	return int(int32(m.call(f, args...)))
}

// ok calls a function that returns whether it did what it should.
func (m *machine) ok(f function, args ...uint64) bool {
	return uint32(m.call(f, args...)) != 0
}

// at returns the address of the scratch memory's i-th eight bytes.
func (m *machine) at(i int) uint64 { return m.scratch + uint64(8*i) }

// bytes returns the first n bytes of the scratch memory, until the next call.
func (m *machine) bytes(n int) []byte {
	b, ok := m.memory.Read(uint32(m.scratch), uint32(min(n, scratchSize)))
	if !ok {
		return make([]byte, n)
	}
	return b
}

// float32s returns the n numbers of four bytes each at the beginning of the scratch memory.
func (m *machine) float32s(n int) (v [8]float64) {
	b := m.bytes(4 * n)
	for i := range n {
		v[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])))
	}
	return v
}

// slot32 returns the number of four bytes at [machine.at](i).
func (m *machine) slot32(i int) float64 {
	return float64(math.Float32frombits(m.slotUint(i)))
}

// slotHeight returns the second number of four bytes in the scratch memory: the height of an FS_SIZEF.
func (m *machine) slotHeight() float64 { return m.float32s(2)[1] }

// slot64 returns the number of eight bytes at [machine.at](i).
func (m *machine) slot64(i int) float64 {
	b := m.bytes(8*i + 8)
	return math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
}

// slotUint returns the whole number of four bytes at [machine.at](i).
func (m *machine) slotUint(i int) uint32 {
	b := m.bytes(8*i + 4)
	return binary.LittleEndian.Uint32(b[8*i:])
}

// wide returns the text of a function that ends in (buffer, length in bytes) and writes UTF-16 with a zero behind it.
func (m *machine) wide(f function, args ...uint64) string {
	n := m.fill(f, args) &^ 1
	if n < 2 {
		return ""
	}
	return utf16Text(m.bytes(n))
}

// utf16Text decodes UTF-16 up to its first zero.
func utf16Text(b []byte) string {
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2 && (b[0] != 0 || b[1] != 0); b = b[2:] {
		units = append(units, binary.LittleEndian.Uint16(b))
	}
	return string(utf16.Decode(units))
}

// narrow returns the text of a function that ends in (buffer, length) and writes bytes with a zero behind them.
func (m *machine) narrow(f function, args ...uint64) string {
	n := m.fill(f, args)
	if n < 1 {
		return ""
	}
	return string(m.bytes(n - 1))
}

// fill calls a function that ends in (buffer, length); it returns how much it wrote, 0 for what does not fit.
func (m *machine) fill(f function, args []uint64) int {
	n := m.integer(f, append(append(make([]uint64, 0, 8), args...), m.scratch, scratchSize)...)
	if n > scratchSize {
		return 0
	}
	return n
}

// malloc returns the address of n bytes of the module's memory.
func (m *machine) malloc(n int) uint64 { return m.pointer(fnMalloc, uint64(n)) }

// cString returns the address of a copy of s with a zero behind it, which is to be freed.
func (m *machine) cString(s string) uint64 {
	at := m.malloc(len(s) + 1)
	m.memory.Write(uint32(at), append([]byte(s), 0))
	return at
}

func (m *machine) free(at uint64) { m.call(fnFree, at) }
