// Package dateparser stands in the place of github.com/markusmobius/go-dateparser, which go-htmldate links and calls as a last resort for dates in
// words. That package compiles its patterns for all languages when a program starts, which takes 0.4 seconds of every command and of
// every child process, and what it finds is a guess that irmtrail would not take: days of publication are read from markup, or must be
// stated in words that extract/structure reads. So it finds nothing.
package dateparser

import (
	"errors"
	"time"
)

// ParserType names a way to read dates.
type ParserType int

// The ways that go-htmldate asks for.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource says which of two dates is meant.
type PreferredDateSource int

// Past is what go-htmldate asks for.
const Past PreferredDateSource = 1

// Configuration is how dates are read.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Parser reads dates.
type Parser struct{ ParserTypes []ParserType }

// Date is a date that was read.
type Date struct{ Time time.Time }

var errNone = errors.New("no date is looked for")

// Parse finds no date.
func (*Parser) Parse(*Configuration, string, ...string) (Date, error) { return Date{}, errNone }
