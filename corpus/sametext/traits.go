package sametext

import (
	"encoding/binary"
	"errors"
	"slices"
)

// version is the first byte of a fingerprint. Raise it when anything else in it changes its meaning.
const version = 1

// exactSize is how much of the hash of all letters and digits is kept.
const exactSize = 16

// traits is a fingerprint, read.
//
// As bytes: version (1), exact (16), number of bands of the sketch, 0 or 32 (1), the bands (8 each, little endian), the numbers
// (4 each, little endian, in order, each as often as it stands in the text).
type traits struct {
	exact   [exactSize]byte
	sketch  *sketch // nil where the text is too short for it
	numbers numbers
}

var errDamaged = errors.New("damaged fingerprint")

func (p *traits) encode() []byte {
	out := append([]byte{version}, p.exact[:]...)
	if p.sketch == nil {
		out = append(out, 0)
	} else {
		out = append(out, bands)
		for _, h := range p.sketch {
			out = binary.LittleEndian.AppendUint64(out, h)
		}
	}
	for _, n := range p.numbers {
		out = binary.LittleEndian.AppendUint32(out, n)
	}
	return out
}

// decode reads a fingerprint; ok is false where there is none, or one of another version.
func decode(b []byte) (p traits, ok bool, err error) {
	if len(b) == 0 || b[0] != version {
		return p, false, nil
	}
	b = b[1:]
	if len(b) < exactSize+1 {
		return p, false, errDamaged
	}
	copy(p.exact[:], b)
	n := int(b[exactSize])
	b = b[exactSize+1:]
	if n != 0 && n != bands || len(b) < 8*n || len(b)%4 != 0 {
		return p, false, errDamaged
	}
	if n > 0 {
		p.sketch = new(sketch)
		for i := range p.sketch {
			p.sketch[i] = binary.LittleEndian.Uint64(b[8*i:])
		}
	}
	for b = b[8*n:]; len(b) > 0; b = b[4:] {
		p.numbers = append(p.numbers, binary.LittleEndian.Uint32(b))
	}
	if !slices.IsSorted(p.numbers) {
		return p, false, errDamaged
	}
	return p, true, nil
}
