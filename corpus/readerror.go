package corpus

import "fmt"

// ReadError says why a document could not be read. It is data about the document, stored with it, not a fault of ours.
type ReadError struct {
	Code   string     // stable: "empty", "truncated", "too_large", "nested_too_deep", "encrypted", "unsupported_media_type", ...
	Status TextStatus // what the document's text status becomes
	Reason string     // one plain sentence
}

// Error returns code and reason.
func (e *ReadError) Error() string { return e.Code + ": " + e.Reason }

// Unreadable makes a ReadError with status failed.
func Unreadable(code, format string, args ...any) *ReadError {
	return &ReadError{Code: code, Status: TextFailed, Reason: fmt.Sprintf(format, args...)}
}
