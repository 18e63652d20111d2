// Package discover finds the next addresses to get in pages that were got.
//
// It reads a page of a listing ([ReadListing]: its links and its next page), a sitemap ([WalkSitemap]: pages and further
// sitemaps, also as text or in a robots.txt), a feed ([ReadFeed]: RSS and Atom), a collection of the REST interface of
// WordPress ([WordPress] writes the addresses, [ReadWordPress] reads the answers) and a report's page ([ReadPage]: the files
// that it offers, its translations, its links). Links that lead nowhere new, the traps, are left out; what becomes of
// an address is asked of [Scope]. Words by which a page says "Next" are data, one file per language in words; those for
// "Downloads" are [corpus.HeadsDownloads]; habits of sites are files in quirks.
//
// All functions are pure and take bytes of strangers: what cannot be read gives fewer links, never a panic. Links in
// footnotes are not read here: they are citations, which extraction finds and repairs.
package discover
