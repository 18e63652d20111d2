package fetch

import "time"

// Limits bound what one request may cost. Zero fields have their defaults.
type Limits struct {
	MaxURLBytes  int           // 16 KiB
	MaxHeadBytes int64         // of the answer's head; 64 KiB
	MaxBytes     int64         // of a body, as sent and decoded; 100 MB
	MaxHTMLBytes int64         // of a body that is HTML, decoded; 16 MB
	MaxErrorPage int64         // of a body that is not wanted: redirects, errors; 1 MiB
	Dial         time.Duration // to connect, and again for TLS; 10 s
	Head         time.Duration // from the request to the answer's head; 30 s
	Idle         time.Duration // between two reads; 30 s
	Grace        time.Duration // after it a body must have come at MinRate on average; 2 min
	MinRate      float64       // bytes per second; 4096
	Total        time.Duration // 1 h
}

func (l Limits) withDefaults() Limits {
	def(&l.MaxURLBytes, 16<<10)
	def(&l.MaxHeadBytes, 64<<10)
	def(&l.MaxBytes, 100_000_000)
	def(&l.MaxHTMLBytes, 16_000_000)
	def(&l.MaxErrorPage, 1<<20)
	def(&l.Dial, 10*time.Second)
	def(&l.Head, 30*time.Second)
	def(&l.Idle, 30*time.Second)
	def(&l.Grace, 2*time.Minute)
	def(&l.MinRate, 4096)
	def(&l.Total, time.Hour)
	return l
}

func def[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
