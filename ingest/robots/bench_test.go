package robots

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jimsmart/grobotstxt"
)

// file is a robots.txt of about so many bytes as content managers write them: one group for everyone, folders, queries.
func file(size int) []byte {
	var b strings.Builder
	b.WriteString("User-agent: *\nCrawl-delay: 2\n")
	for i := 0; b.Len() < size-100; i++ {
		fmt.Fprintf(&b, "Disallow: /folder-%d/\nDisallow: /*?page=%d&sort=\nAllow: /wp-content/%d/*.pdf$\n", i, i, i)
	}
	b.WriteString("Sitemap: https://example.org/sitemap.xml\n")
	return []byte(b.String())
}

const address = "https://example.org/wp-content/uploads/2023/04/Country_Results-Report_2019-2021_for-public-comment.pdf?download=1"

func BenchmarkParse(b *testing.B) {
	for _, size := range []int{1 << 10, 500 << 10} {
		body := file(size)
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Parse(body)
			}
		})
	}
}

func BenchmarkDecide(b *testing.B) {
	for _, size := range []int{1 << 10, 500 << 10} {
		r := Parse(file(size))
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Decide("irmtrail", address)
			}
		})
	}
}

// What the library alone takes for a decision: it reads the file each time.
func BenchmarkLibrary(b *testing.B) {
	for _, size := range []int{1 << 10, 500 << 10} {
		body := string(file(size))
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				grobotstxt.AgentAllowed(body, "irmtrail", address)
			}
		})
	}
}
