package warc

import (
	"context"
	"errors"
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
	file, err := r.open(name)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	m := newMembers(file)
	for ctx.Err() == nil {
		err := m.next()
		if errors.Is(err, io.EOF) {
			return records, nil
		}
		var problem *Problem
		if err == nil {
			problem, err = verifyMember(name, m)
		}
		if err != nil {
			problem = &Problem{Location{name, m.start}, BadMember, fmt.Sprintf("The gzip member is damaged: %v.", err)}
		}
		if problem == nil || problem.Code != BadMember && problem.Code != BadRecord {
			records++
		}
		if problem != nil {
			if err := f(*problem); err != nil {
				return records, err
			}
		}
		if err != nil {
			at, ok, err := nextMember(file, m.start+1)
			if err != nil || !ok {
				return records, err
			}
			m = newMembersAt(file, at)
		}
	}
	return records, ctx.Err()
}

// verifyMember checks the record in the current member. The error says that the member itself is damaged.
func verifyMember(name string, m *members) (*Problem, error) {
	problem := func(code, format string, args ...any) *Problem {
		return &Problem{Location{name, m.start}, code, fmt.Sprintf(format, args...)}
	}
	rec, err := readRecord(name, m)
	if err != nil {
		if damage := m.skip(); damage != nil {
			return nil, damage
		}
		return problem(BadRecord, "The record cannot be read: %v.", err), nil
	}
	sums := newSums(rec)
	defer sums.close()
	_, err = io.Copy(sums, rec.Block)
	if damage := m.skip(); damage != nil {
		return nil, damage
	}
	switch blockOK, payloadOK := sums.match(); {
	case err != nil:
		return problem(BadRecord, "The record does not end where its length says: %v.", err), nil
	case !blockOK:
		return problem(BlockDigest, "The block's digest is not %s.", rec.Header.Get("WARC-Block-Digest")), nil
	case !payloadOK:
		return problem(PayloadDigest, "The payload's digest is not %s.", rec.Header.Get("WARC-Payload-Digest")), nil
	}
	return nil, nil
}
