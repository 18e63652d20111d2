// Command crawlbench measures irmtrail's crawler beside wget, Scrapy and colly, on one site that it makes and serves on
// loopback: CPU, time, memory and connections, whether each got all of the site, and whether it asked for what robots.txt
// forbids. It does not judge what is read out of the pages, and says nothing about crawls with a pause, where all are alike.
//
// The site and colly run in processes of their own, which are this program again, so that their CPU is told apart.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := command(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "crawlbench:", err)
		os.Exit(1)
	}
}

// The words after which this program is one of the processes that the benchmark starts.
const (
	asSite  = "site"
	asColly = "colly"
)

func command(ctx context.Context, args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case asSite:
			return serve(args[1:])
		case asColly:
			return crawlWithColly(args[1:])
		}
	}
	return bench(ctx, args)
}
