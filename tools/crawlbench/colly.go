package main

import (
	"flag"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gocolly/colly/v2"
)

// crawlWithColly is colly's process: it follows every link of a site, obeys its robots.txt, reads the bodies and keeps
// nothing. As many connections are kept as there are workers, since with those of Go's default colly would open new ones
// all the time.
func crawlWithColly(args []string) error {
	flags := flag.NewFlagSet(asColly, flag.ContinueOnError)
	workers := flags.Int("workers", 8, "requests at once")
	if err := flags.Parse(args); err != nil {
		return err
	}
	seed := flags.Arg(0)
	c := colly.NewCollector(colly.Async(true), colly.MaxBodySize(0))
	c.IgnoreRobotsTxt = false
	c.SetRequestTimeout(time.Minute)
	c.WithTransport(&http.Transport{
		DialContext:         (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
		MaxIdleConnsPerHost: *workers,
		MaxConnsPerHost:     *workers,
	})
	if err := c.Limit(&colly.LimitRule{DomainGlob: "*", Parallelism: *workers}); err != nil {
		return fmt.Errorf("colly: %w", err)
	}
	var failed firstError
	c.OnHTML("a[href]", func(e *colly.HTMLElement) {
		_ = e.Request.Visit(e.Attr("href")) // refused when it was visited or is forbidden
	})
	c.OnError(func(r *colly.Response, err error) { failed.note(fmt.Errorf("%s: %w", r.Request.URL, err)) })
	if err := c.Visit(seed); err != nil && !strings.Contains(err.Error(), "robots") {
		return fmt.Errorf("colly: %s: %w", seed, err)
	}
	c.Wait()
	return failed.err
}

// firstError keeps the first of the errors that are noted. It is safe for concurrent use.
type firstError struct {
	once sync.Once
	err  error
}

func (f *firstError) note(err error) { f.once.Do(func() { f.err = err }) }
