package sametext

import (
	"hash/fnv"
	"math"
	"math/bits"
)

// hashes is how many smallest hashes a sketch has. The share on which two sketches agree estimates how much of the texts is common
// with a standard error of at most 0.045.
const hashes = 128

// shingle is how many words in a row are compared as one. Where one word in twenty is misread, three quarters of what two copies
// have together in threes is common; of runs of five not even two thirds.
const shingle = 3

// bandSize is how many hashes are one band: as many as fit into a word. Documents meet for comparison when their sketches have a
// band in common, which nearly all pairs of the least likeness have, and few that are much less alike.
const (
	bandSize = 4
	bands    = hashes / bandSize
)

// sketch holds the smallest hash of the text's shingles under each hash function, 16 bits of it, band by band. The highest bits of
// a smallest hash say little and the lowest little more than those of the shingle; these are from between.
type sketch [bands]uint64

// sketchOf returns the sketch of a text of at least [shingle] words.
func sketchOf(words []string) *sketch {
	var least, factors [hashes]uint64
	for k := range least {
		least[k], factors[k] = math.MaxUint64, mix(uint64(k+1)*step)|1
	}
	hashed := make([]uint64, len(words))
	for i, w := range words {
		hashed[i] = hashString(w)
	}
	for i := range len(hashed) - shingle + 1 {
		h := uint64(0)
		for _, w := range hashed[i : i+shingle] {
			h = mix(h ^ w)
		}
		for k := range least {
			least[k] = min(least[k], h*factors[k])
		}
	}
	s := new(sketch)
	for i, h := range least {
		s[i/bandSize] |= h >> 24 & 0xffff << (16 * (i % bandSize))
	}
	return s
}

// alike estimates how much of what either text has is common to both (their Jaccard index), 0 to 1.
func (s *sketch) alike(o *sketch) float64 {
	n := 0
	for i := range s {
		n += equalHashes(s[i] ^ o[i])
	}
	return float64(n) / hashes
}

// equalHashes counts the hashes of a band that are the same in both sketches, given their difference: a hash of zeros carries
// nothing into its highest bit when all lower bits are added to it.
func equalHashes(difference uint64) int {
	const low = 0x7fff7fff7fff7fff
	return bits.OnesCount64(^(difference&low + low | difference | low))
}

// step is 2^64 divided by the golden ratio: multiples of it are far apart.
const step = 0x9e3779b97f4a7c15

// mix is the last step of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// hashString returns a hash that is the same on every machine: fingerprints are stored.
func hashString(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return mix(h.Sum64())
}
