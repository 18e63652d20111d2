package health

import (
	"cmp"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// deadDays is on how many different days a source must have been seen to be gone before its link is called dead: a server
// under repair says 404 for an afternoon, a lapsed name comes back when its bill is paid.
const deadDays = 3

// downDays is on how many different days a source that was alive must have failed before it counts as failed.
const downDays = 3

// judge says what became of a source, from its captures in order of arrival. States change thus; "fails" is an attempt
// that settles nothing, such as a timeout:
//
//	any state              --comes-->                 alive, or moved
//	any state              --login / gone / refusal--> private, gone, blocked
//	not tried, failed      --fails-->                 failed, or quota
//	alive                  --fails on 3 days-->       failed, or quota
//	any state              --gone or no such host on 3 days--> gone, and dead
func judge(s *Source, captures []corpus.Capture, hops map[string]store.Hop) {
	j := verdict{Source: s, hops: hops}
	for i := range captures {
		c := &captures[i]
		switch {
		case store.IsTry(*c):
			j.try(c)
		case c.Outcome == corpus.Redirected && !c.IsCopy():
			j.hop = c
		case c.Outcome.Got() && c.DocumentID != "":
			j.hold(c)
		}
	}
	j.copy()
	s.Message = message(*s)
}

// verdict is what was seen of a source up to a capture.
type verdict struct {
	*Source
	hops    map[string]store.Hop
	hop     *corpus.Capture // newest since the last try
	copied  *corpus.Capture // newest copy of a web archive
	settled bool            // some try settled something
	tried   string          // day of the last try
	lost    run             // tries that found it gone, or no such host, since it was last there
	down    run             // tries that failed since something was last settled
}

// run is a run of tries that ended alike.
type run struct {
	first time.Time
	days  int
	day   string
}

func (r *run) add(at time.Time) {
	if r.first.IsZero() {
		r.first = at
	}
	if day := dayOf(at); day != r.day {
		r.day = day
		r.days++
	}
}

func dayOf(at time.Time) string { return at.UTC().Format(time.DateOnly) }

// hold notes a document that came by another way than the address itself.
func (j *verdict) hold(c *corpus.Capture) {
	if c.IsCopy() {
		j.copied = c
		return
	}
	j.own(c)
}

// own notes a document of the source's own.
func (j *verdict) own(c *corpus.Capture) { j.DocumentID, j.HeldAt = c.DocumentID, c.CapturedAt }

// copy takes the copy of a web archive for a source that is gone, or that never came at all.
func (j *verdict) copy() {
	if j.copied == nil {
		return
	}
	j.CopyAt = j.copied.MementoDate
	if j.State == Gone || j.DocumentID == "" && (j.State == Failed || j.State == NotTried) {
		j.State, j.DocumentID = ArchivedCopy, j.copied.DocumentID
	}
	if j.DocumentID == "" {
		j.DocumentID = j.copied.DocumentID
	}
}

func (j *verdict) try(c *corpus.Capture) {
	j.Tries++
	if day := dayOf(c.CapturedAt); day != j.tried {
		j.tried = day
		j.Days++
	}
	j.LastTriedAt = c.CapturedAt
	switch {
	case c.Outcome.Got():
		j.came(c)
	case c.Outcome == corpus.LoginRequired:
		j.lost = run{}
		j.settle(c, Private, c.CapturedAt)
	case c.Outcome == corpus.NotFound || c.Outcome == corpus.Gone:
		j.lost.add(c.CapturedAt)
		j.settle(c, Gone, c.CapturedAt)
	case store.Conclusive(*c):
		j.settle(c, Blocked, c.CapturedAt)
	default:
		j.fail(c)
	}
	if j.Dead = j.lost.days >= deadDays; j.Dead && j.State != Gone {
		j.settle(c, Gone, j.lost.first)
	}
	j.hop = nil
}

// came notes that the address brought what stands there.
func (j *verdict) came(c *corpus.Capture) {
	if c.DocumentID != "" {
		j.own(c)
	}
	j.lost = run{}
	to := movedTo(j.Target, c, j.hop, j.hops)
	state := Alive
	if to != "" {
		state = Moved
	}
	j.settle(c, state, c.CapturedAt)
	j.MovedTo = to
}

// fail notes a try that settles nothing.
func (j *verdict) fail(c *corpus.Capture) {
	if c.ErrorCode == corpus.FaultDNS {
		j.lost.add(c.CapturedAt)
	}
	j.down.add(c.CapturedAt)
	state := Failed
	switch {
	case c.ErrorCode == corpus.FaultQuota:
		state = Quota
	case c.Outcome == corpus.BlockedByRobots || c.Outcome == corpus.BlockedByPolicy:
		state = Blocked // for now: robots.txt cannot be had
	}
	switch {
	case !j.settled || j.State == Failed || j.State == Quota:
		j.become(c, state, c.CapturedAt)
	case (j.State == Alive || j.State == Moved) && j.down.days >= downDays:
		j.become(c, state, j.down.first)
	}
}

// settle notes a try that settles something.
func (j *verdict) settle(c *corpus.Capture, state State, since time.Time) {
	j.settled, j.down = true, run{}
	j.become(c, state, since)
}

func (j *verdict) become(c *corpus.Capture, state State, since time.Time) {
	if j.State != state {
		j.State, j.Since = state, since
	}
	j.HTTPStatus, j.Fault, j.MovedTo = c.HTTPStatus, cmp.Or(c.ErrorCode, impliedFaults[c.Outcome]), ""
}

// impliedFaults are what outcomes say by themselves: captures of before there were faults have none.
var impliedFaults = map[corpus.Outcome]corpus.Fault{
	corpus.NotFound:        corpus.FaultNotFound,
	corpus.Gone:            corpus.FaultGone,
	corpus.LoginRequired:   corpus.FaultLogin,
	corpus.BlockedByRobots: corpus.FaultRobots,
	corpus.TooLarge:        corpus.FaultTooLarge,
	corpus.Truncated:       corpus.FaultIncomplete,
	corpus.Timeout:         corpus.FaultTimeout,
}
