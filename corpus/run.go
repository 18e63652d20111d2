package corpus

import "time"

// Run is one batch run.
type Run struct {
	RunID      string    `col:"run_id,key" doc:"run- and the UTC time of its start."`
	StartedAt  time.Time `col:"started_at" doc:"When it started."`
	FinishedAt time.Time `col:"finished_at" doc:"When it ended; null while it runs or after a crash."`
	Version    string    `col:"version" doc:"Version of irmtrail."`
	Verb       string    `col:"verb" doc:"What was run: run, fetch, extract, index, add, demo."`
	Captures   int       `col:"captures" doc:"Captures made."`
	Failures   int       `col:"failures" doc:"Captures or documents that failed."`
	Documents  int       `col:"documents" doc:"Documents read."`
	Reports    int       `col:"reports" doc:"Reports written."`
	Counts     []Count   `col:"counts" doc:"Counts per stage and outcome, sorted by name."`
	ExitCode   *int      `col:"exit_code" doc:"Exit code: 0 done, 1 failed, 3 done but some documents failed."`
}

// Count is a named number.
type Count struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// RunIDOf returns the id of a run that started at t.
func RunIDOf(t time.Time) string { return "run-" + t.UTC().Format("20060102T150405.000Z") }
