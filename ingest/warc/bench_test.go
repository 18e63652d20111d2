package warc

import (
	"math/rand/v2"
)

// noise returns bytes that no compression makes shorter.
func noise(seed int64, n int) []byte {
	r := rand.New(rand.NewPCG(uint64(seed), 1))
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(r.Uint32())
	}
	return out
}
