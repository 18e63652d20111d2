package warc

import (
	"context"
	"fmt"
	"io"
)

// Problem is something wrong with a record of the archive.
type Problem struct {
	Location
	Code    string // one of the codes below
	Message string // one plain sentence
}

// The codes of problems.
const (
	BadMember     = "bad_member"     // the gzip member is damaged or incomplete
	BadRecord     = "bad_record"     // the member holds no well-formed record
	BlockDigest   = "block_digest"   // the block is not the one that was written
	PayloadDigest = "payload_digest" // the payload is not
)

// Verify reads every record of every file and calls f for each problem: damaged members, malformed records, lengths and
// digests that do not match. Behind a damaged record it goes on with the next. It returns how many well-formed records it
// read, whatever their digests, and an error when f does, when ctx is done or when a file can not be read at all.
func (r Reader) Verify(ctx context.Context, f func(Problem) error) (records int, err error) {
	names, err := r.Files()
	if err != nil {
		return 0, err
	}
	for _, name := range names {
		n, err := r.verifyFile(ctx, name, f)
		records += n
		if err != nil {
			return records, fmt.Errorf("verify %s: %w", name, err)
		}
	}
	return records, nil
}

func (r Reader) verifyFile(ctx context.Context, name string, f func(Problem) error) (records int, err error) {
	v := &verifier{name: name, report: f}
	err = r.walk(ctx, name, v)
	return v.records, err
}

// verifier checks the records of a file.
type verifier struct {
	name    string
	report  func(Problem) error
	records int // that are well-formed
	problem *Problem
}

func (v *verifier) read(m *members) { v.problem = verifyMember(v.name, m) }

func (v *verifier) done(m *members, damage error) error {
	problem := v.problem
	v.problem = nil
	if damage != nil {
		problem = &Problem{Location{v.name, m.start}, BadMember, fmt.Sprintf("The gzip member is damaged: %v.", damage)}
	}
	if problem == nil {
		v.records++
		return nil
	}
	if problem.Code != BadMember && problem.Code != BadRecord {
		v.records++
	}
	return v.report(*problem)
}

// verifyMember checks the record in the current member, as far as the member can be read.
func verifyMember(name string, m *members) *Problem {
	problem := func(code, format string, args ...any) *Problem {
		return &Problem{Location{name, m.start}, code, fmt.Sprintf(format, args...)}
	}
	rec, err := readRecord(name, m)
	if err != nil {
		return problem(BadRecord, "The record cannot be read: %v.", err)
	}
	sums := newSums(rec)
	defer sums.close()
	_, err = io.Copy(sums, rec.Block)
	switch blockOK, payloadOK := sums.match(); {
	case err != nil:
		return problem(BadRecord, "The record does not end where its length says: %v.", err)
	case !blockOK:
		return problem(BlockDigest, "The block's digest is not %s.", rec.Header.Get("WARC-Block-Digest"))
	case !payloadOK:
		return problem(PayloadDigest, "The payload's digest is not %s.", rec.Header.Get("WARC-Payload-Digest"))
	}
	return nil
}
