# irmtrail. Two targets are enough to begin with: `make run` and `make test`.
# Both work offline once the module cache is filled (go mod download, and go mod download in tools).

export CGO_ENABLED = 0
export GOFLAGS = -buildvcs=false

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
TOOL := go tool -modfile=tools/go.mod
VULNDB = $(CURDIR)/.cache/vulndb
# The release of Go that govulncheck judges the standard library by: what is published should be built with it or a newer one.
PATCHED_GO := go1.26.11

.PHONY: build run test torture check bench bench-crawl fuzz fmt clean test-needs

build: ## bin/irmtrail, one static binary
	go build -trimpath -ldflags '$(LDFLAGS)' -o bin/irmtrail ./cmd/irmtrail

run: build ## crawl, read, index and export the embedded sample, then serve it on 127.0.0.1:8080
	./bin/irmtrail demo --data demo-data --listen 127.0.0.1:8080

test: test-needs ## every test but the slow ones
	go test -timeout 330s ./...

torture: test-needs ## the slow tests: kills, hostile files, long fuzzing
	IRMTRAIL_TORTURE=1 go test -timeout 60m ./...
	$(MAKE) fuzz FUZZTIME=60s

check: ## vet, staticcheck, gofumpt, govulncheck, layout
	go vet ./...
	$(TOOL) staticcheck ./...
	@unformatted="$$($(TOOL) gofumpt -l cmd corpus extract index ingest)"; \
	if [ -n "$$unformatted" ]; then echo "not formatted (make fmt):"; echo "$$unformatted"; exit 1; fi
	@mkdir -p $(VULNDB)
	cd tools && go mod download golang.org/x/vulndb && go tool indexdb -out $(VULNDB) -vulns "$$(go list -m -f '{{.Dir}}' golang.org/x/vulndb)/data/osv"
	GOTOOLCHAIN=$(PATCHED_GO)+auto $(TOOL) govulncheck -db file://$(VULNDB) ./...
	@[ "$$(printf '%s\n' $(PATCHED_GO) "$$(go env GOVERSION)" | sort -V | head -n 1)" = $(PATCHED_GO) ] || \
		echo "note: the local $$(go env GOVERSION) lacks security fixes of $(PATCHED_GO): do not publish what it builds"
	go test ./cmd/irmtrail -run 'TestLayout|TestDocs'

bench: ## benchmarks; results worth keeping go to doc/performance.md
	go test -run '^$$' -bench . -benchmem ./...

# CRAWL=-quick takes less than two minutes; CRAWL='-scale 5000,20000,100000' compares memory too; CRAWL=-help lists the rest.
CRAWL ?=
bench-crawl: build ## the crawler beside wget, Scrapy and colly, on one site on loopback
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		missing=""; command -v wget >/dev/null || missing=wget; \
		/usr/bin/python3 -c 'import scrapy' 2>/dev/null || missing="$$missing python3-scrapy"; \
		if [ -n "$$missing" ]; then echo "installing $$missing"; \
			{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; } >/dev/null; \
		fi; fi
	cd tools/crawlbench && go build -o ../../bin/crawlbench .
	./bin/crawlbench -irmtrail bin/irmtrail $(CRAWL)

FUZZTIME ?= 10s
fuzz: ## every fuzz target for FUZZTIME each
	@for pkg in $$(grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u); do \
		for target in $$(grep -ho '^func Fuzz[A-Za-z0-9_]*' $$pkg/*_test.go | cut -c6-); do \
			echo "$$pkg $$target"; go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg || exit 1; \
		done; done

fmt: ## format
	$(TOOL) gofumpt -l -w cmd corpus extract index ingest

clean: ## remove what was built and the demo's data
	rm -rf bin demo-data .cache

# Tests of pages need a browser, those of PDFs another reader to compare with, those of scans and of older office files what
# recognises and converts them. As root they are installed; otherwise they must be there.
test-needs:
	@missing=""; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="chromium"; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	command -v tesseract >/dev/null || missing="$$missing tesseract-ocr"; \
	models="$$(tesseract --list-langs 2>/dev/null)"; \
	for m in eng osd spa fra por; do echo "$$models" | grep -qx $$m || missing="$$missing tesseract-ocr-$$m"; done; \
	command -v soffice >/dev/null || missing="$$missing libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui"; \
	[ -z "$$missing" ] || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "installing for the tests: $$missing"; \
			{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; } >/dev/null; \
		else \
			echo "The tests need $$missing. Install it (apt-get install $$missing) and run make test again."; exit 1; \
		fi; }
