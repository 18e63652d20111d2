// Package health says what became of the sources that notes cite: which are alive, moved, private, gone for good, kept by
// a web archive only, and what whoever looks after them can do about it.
//
// It turns the citations and captures of a store into one [Source] a target, and sources into counts by country and by
// report ([Summary]). It fetches nothing and changes nothing: the same store gives the same answer.
//
// A citation's status says what was last seen. Only here is a link called dead: when it was gone, or its host's name had
// no address, on three different days, with no success since.
package health

import (
	"slices"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/schema"
)

// State is what became of a cited source.
type State string

// The states, in the order in which they are counted.
const (
	Alive        State = "alive"         // the address brings it
	Moved        State = "moved"         // it does, but leads on to another address for good
	Private      State = "private"       // only for those who log in
	Quota        State = "quota"         // too many people asked for the shared file
	Gone         State = "gone"          // not there any more
	ArchivedCopy State = "archived_copy" // not to be had at its address; a web archive's copy is held
	Blocked      State = "blocked"       // robots.txt or our own configuration forbids to ask
	Failed       State = "failed"        // no answer, or an error
	NotTried     State = "not_tried"
)

// States lists every state.
var States = []State{Alive, Moved, Private, Quota, Gone, ArchivedCopy, Blocked, Failed, NotTried}

// Dead is no state, but can be asked for like one: sources, gone or kept by a web archive, whose link is dead.
const Dead State = "dead"

// NeedsAttention reports whether somebody should look after sources in this state.
func (s State) NeedsAttention() bool { return s != Alive && s != NotTried }

// Source is a cited target and what became of it.
type Source struct {
	Target      string            `col:"target,key" doc:"Key of what is cited: many spellings of one address share it."`
	URL         corpus.URL        `col:"url" doc:"The address, as the first citation has it after repair."`
	State       State             `col:"state" doc:"What became of it: alive; moved (it leads on to another address for good); private (only for those who log in); quota (too many people asked for the shared file); gone; archived_copy (not to be had there, but a web archive's copy is held); blocked (robots.txt or the configuration); failed; not_tried." enum:"alive moved private quota gone archived_copy blocked failed not_tried"`
	Dead        bool              `col:"dead" doc:"True when it was gone, or its host's name had no address, on three different days, with no success since."`
	Since       time.Time         `col:"since" doc:"When the present state was first seen, unbroken since; null while not tried."`
	Tries       int               `col:"tries" doc:"Number of attempts on the address itself."`
	Days        int               `col:"days" doc:"Number of different days (UTC) of those attempts."`
	LastTriedAt time.Time         `col:"last_tried_at" doc:"When the last attempt began; null while not tried."`
	HTTPStatus  int               `col:"http_status,null" doc:"HTTP status of the newest attempt that found it in its state; null without an HTTP answer."`
	Fault       corpus.Fault      `col:"fault" doc:"Stable code of what kept that attempt from the document; null when nothing did."`
	Message     string            `col:"message" doc:"What is the matter and what to do about it, for whoever looks after the source."`
	MovedTo     corpus.URL        `col:"moved_to" doc:"Where it has moved; null unless moved."`
	HeldAt      time.Time         `col:"held_at" doc:"When the newest document that is held of it came, from its own host or the operator; null without one."`
	CopyAt      time.Time         `col:"copy_at" doc:"When the web archive made the copy of it that is held; null without one."`
	DocumentID  corpus.DocumentID `col:"document_id,ref=documents" doc:"The document that is held of it, its own or the web archive's copy."`
	Country     string            `col:"country" doc:"Country of the reports that cite it; null when they are of several, or it is not known."`
	CountryCode string            `col:"country_code" doc:"ISO 3166-1 alpha-3 of that country."`
	Reports     []corpus.ReportID `col:"reports" doc:"The reports that cite it."`
	Footnotes   []Note            `col:"footnotes" doc:"The notes that cite it, in order of report and number."`
}

// lostFaults are the faults of what is not there any more.
var lostFaults = []corpus.Fault{corpus.FaultNotFound, corpus.FaultGone, corpus.FaultSoftNotFound}

// Link returns what the address itself does: the state of the source, or, where a web archive's copy stands in for it, the
// state that it would be in without the copy.
func (s Source) Link() State {
	switch {
	case s.State != ArchivedCopy:
		return s.State
	case s.Dead || slices.Contains(lostFaults, s.Fault):
		return Gone
	case s.Tries == 0:
		return NotTried
	}
	return Failed
}

// Note is a note that cites a source.
type Note struct {
	FootnoteID        string          `json:"footnote_id" doc:"The note."`
	Number            int             `json:"footnote_number" doc:"Number of the note."`
	ReportID          corpus.ReportID `json:"report_id" doc:"Its report."`
	CommitmentNumbers []string        `json:"commitment_numbers" nullable:"false" doc:"Commitments that the note ties the source to."`
}

// Table describes sources as a table, for whoever prints them.
var Table = schema.Of[Source]("sources", "One row per cited source, whatever the number of notes that cite it.")

// noteOf returns the note that a citation stands in.
func noteOf(c corpus.Citation) Note {
	n := Note{FootnoteID: c.FootnoteID, Number: c.FootnoteNumber, ReportID: c.ReportID, CommitmentNumbers: c.CommitmentNumbers}
	if n.CommitmentNumbers == nil {
		n.CommitmentNumbers = []string{}
	}
	return n
}
