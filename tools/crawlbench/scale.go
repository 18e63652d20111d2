package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// numbers reads a list of numbers of pages.
func numbers(list string) (out []int, err error) {
	for word := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("%q is no number of pages", word)
		}
		out = append(out, n)
	}
	return out, nil
}

// grow lets irmtrail crawl sites that differ only in their number of pages.
func (o options) grow(ctx context.Context) (grown []figures, err error) {
	ours := o.ours
	ours.kind = o.scaleKind
	c := crawler{name: nameOurs, prepare: ours.fetch}
	for _, pages := range o.sizes {
		f, err := o.growTo(ctx, layout{pages, min(o.pdfs, pages), o.links}, c, ours)
		if err != nil {
			return grown, err
		}
		fmt.Fprintf(os.Stderr, "%d pages: %.1f s, %d MB\n", pages, f.wall.Seconds(), f.peak>>20)
		grown = append(grown, f)
	}
	return grown, nil
}

func (o options) growTo(ctx context.Context, l layout, c crawler, ours irmtrail) (f figures, err error) {
	site, err := startSite(ctx, l)
	if err != nil {
		return f, err
	}
	f, _, err = o.crawl(ctx, site, c, ours, false)
	return f, errors.Join(err, site.close())
}
