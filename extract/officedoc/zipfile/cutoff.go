package zipfile

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"io"

	"github.com/irmtrail/irmtrail/corpus"
)

// localHeader is the fixed part of the header in front of an entry (APPNOTE 4.3.7): signature, version, flags, method, time,
// date, CRC, packed and unpacked size, lengths of name and extra field.
const localHeader = 30

var signature = []byte("PK\x03\x04")

// openWithoutDirectory opens a container by the headers in front of its entries, for the directory stands at the end and is missing
// from a file that was cut off on its way.
func openWithoutDirectory(payload []byte) (*Archive, error) {
	a := &Archive{entries: map[string]*entry{}}
	for at := 0; len(a.names) < maxEntries; {
		i := bytes.Index(payload[at:], signature)
		if i < 0 || at+i+localHeader > len(payload) {
			break
		}
		at = a.addLocal(payload, at+i)
	}
	if len(a.names) == 0 {
		return nil, corpus.Unreadable("office_malformed", "the file is no ZIP container")
	}
	return a, nil
}

// addLocal adds the entry whose header stands at an offset and returns the offset to look for the next one from.
func (a *Archive) addLocal(payload []byte, at int) int {
	h := payload[at:]
	flags, method := binary.LittleEndian.Uint16(h[6:]), binary.LittleEndian.Uint16(h[8:])
	packed := int(binary.LittleEndian.Uint32(h[18:]))
	nameEnd := localHeader + int(binary.LittleEndian.Uint16(h[26:]))
	begin := nameEnd + int(binary.LittleEndian.Uint16(h[28:]))
	if begin > len(h) {
		return at + len(signature)
	}
	data := h[begin:]
	known := flags&8 == 0 && packed <= len(data)
	if known {
		data = data[:packed]
	}
	open := openers[method]
	if name := string(h[localHeader:nameEnd]); open != nil && name != "" && name[len(name)-1] != '/' {
		a.add(&entry{name: name, packed: int64(len(data)), open: func() (io.ReadCloser, error) { return open(data), nil }, encrypted: flags&1 != 0})
	}
	if known {
		return at + begin + packed
	}
	return at + begin
}

// openers unpack by method: stored and deflated.
var openers = map[uint16]func([]byte) io.ReadCloser{
	0: func(b []byte) io.ReadCloser { return io.NopCloser(bytes.NewReader(b)) },
	8: func(b []byte) io.ReadCloser { return flate.NewReader(bytes.NewReader(b)) },
}
