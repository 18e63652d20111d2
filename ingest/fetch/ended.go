package fetch

import "bytes"

// ended reports whether a payload ends as its format must. PDF and ZIP (DOCX, XLSX) are useless without their end, and
// proxies are known to pass on the first part of one as if it were all. HTML is asked for its end only when nothing else
// said where the body ends (a connection that was closed): many whole pages do not have it.
func ended(mediaType string, payload []byte, framed bool) bool {
	switch {
	case mediaType == "application/pdf":
		return bytes.Contains(tail(payload, 64<<10), []byte("%%EOF"))
	case bytes.HasPrefix(payload, []byte("PK\x03\x04")):
		return bytes.Contains(tail(payload, 64<<10+22), []byte("PK\x05\x06"))
	case mediaType == "text/html" && !framed:
		start := bytes.ToLower(payload[:min(len(payload), 64<<10)])
		end := bytes.ToLower(tail(payload, 64<<10))
		return !bytes.Contains(start, []byte("<html")) || bytes.Contains(end, []byte("</html")) || bytes.Contains(end, []byte("</body"))
	}
	return true
}

func tail(b []byte, n int) []byte { return b[max(0, len(b)-n):] }
