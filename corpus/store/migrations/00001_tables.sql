-- The public tables (doc/records.md) and what the stages need to hand over.
-- +goose Up
CREATE TABLE documents (
  document_id TEXT NOT NULL PRIMARY KEY,
  sha256 TEXT,
  bytes INTEGER NOT NULL,
  media_type TEXT,
  title TEXT,
  language TEXT,
  pages INTEGER,
  text_status TEXT
    CHECK (text_status IN ('text', 'ocr', 'needs_ocr', 'encrypted', 'unsupported', 'failed')),
  text_length INTEGER NOT NULL,
  extractor TEXT,
  error_code TEXT,
  error TEXT,
  first_captured_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE captures (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, -- order of arrival here; what cursors count, never exported
  target TEXT NOT NULL DEFAULT '', -- key of what the URL points to
  capture_id TEXT NOT NULL UNIQUE,
  url TEXT,
  final_url TEXT,
  captured_at TEXT,
  http_status INTEGER,
  media_type TEXT,
  document_id TEXT REFERENCES documents (document_id) DEFERRABLE INITIALLY DEFERRED,
  outcome TEXT
    CHECK (outcome IN ('fetched', 'not_modified', 'duplicate', 'imported', 'redirected', 'not_found', 'gone', 'login_required', 'blocked_by_robots', 'blocked_by_policy', 'too_large', 'truncated', 'timeout', 'network_error', 'http_error')),
  via TEXT,
  role TEXT
    CHECK (role IN ('report', 'cited', 'imported', 'listing', 'robots')),
  payload_sha256 TEXT,
  warc_file TEXT,
  warc_offset INTEGER,
  etag TEXT,
  last_modified TEXT,
  error TEXT
) STRICT;
CREATE INDEX captures_by_document_id ON captures (document_id);

CREATE TABLE reports (
  report_id TEXT NOT NULL PRIMARY KEY,
  title TEXT,
  type TEXT
    CHECK (type IN ('progress_report', 'mid_term_report', 'end_of_term_report', 'design_report', 'implementation_report', 'transitional_results_report', 'results_report', 'action_plan_review', 'co_creation_brief', 'special_report')),
  country TEXT,
  country_code TEXT,
  locality TEXT,
  period_start INTEGER,
  period_end INTEGER,
  action_plan_number INTEGER,
  action_plan_id TEXT,
  language TEXT,
  url TEXT,
  published_on TEXT,
  public_comment INTEGER NOT NULL CHECK (public_comment IN (0, 1)),
  commitments_total INTEGER,
  document_ids TEXT NOT NULL,
  downloads TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE commitments (
  commitment_id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT REFERENCES reports (report_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  number TEXT,
  title TEXT,
  ogp_id TEXT,
  cluster TEXT,
  status TEXT
    CHECK (status IN ('active', 'inactive', 'withdrawn')),
  document_id TEXT REFERENCES documents (document_id) DEFERRABLE INITIALLY DEFERRED,
  page INTEGER,
  start INTEGER,
  "end" INTEGER,
  quote TEXT,
  prefix TEXT,
  suffix TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX commitments_by_report_id ON commitments (report_id);

CREATE TABLE ratings (
  rating_id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT REFERENCES reports (report_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  commitment_id TEXT REFERENCES commitments (commitment_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  number TEXT,
  indicator TEXT
    CHECK (indicator IN ('completion', 'completion_midterm', 'early_results', 'potential_impact', 'potential_for_results', 'specificity', 'verifiable', 'open_gov_lens', 'starred', 'relevance_access_to_information', 'relevance_civic_participation', 'relevance_public_accountability', 'relevance_technology', 'ambition', 'timing')),
  value TEXT
    CHECK (value IN ('no_evidence', 'unclear', 'not_started', 'limited', 'substantial', 'complete', 'worsened', 'did_not_change', 'marginal', 'major', 'outstanding', 'no_notable_results', 'moderate', 'significant', 'no_results_yet', 'none', 'minor', 'transformative', 'modest', 'low', 'medium', 'high', 'yes', 'no', 'behind_schedule', 'on_schedule', 'ahead_of_schedule')),
  code INTEGER,
  label TEXT,
  method TEXT
    CHECK (method IN ('matrix', 'key_value', 'prose', 'page_field')),
  document_id TEXT REFERENCES documents (document_id) DEFERRABLE INITIALLY DEFERRED,
  page INTEGER,
  start INTEGER,
  "end" INTEGER,
  quote TEXT,
  prefix TEXT,
  suffix TEXT,
  box TEXT,
  other_evidence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ratings_by_report_id ON ratings (report_id);
CREATE INDEX ratings_by_commitment_id ON ratings (commitment_id);

CREATE TABLE tallies (
  tally_id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT REFERENCES reports (report_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  indicator TEXT
    CHECK (indicator IN ('completion', 'completion_midterm', 'early_results', 'potential_impact', 'potential_for_results', 'specificity', 'verifiable', 'open_gov_lens', 'starred', 'relevance_access_to_information', 'relevance_civic_participation', 'relevance_public_accountability', 'relevance_technology', 'ambition', 'timing', 'status')),
  value TEXT
    CHECK (value IN ('any', 'none', 'no_evidence', 'unclear', 'not_started', 'limited', 'substantial', 'complete', 'worsened', 'did_not_change', 'marginal', 'major', 'outstanding', 'no_notable_results', 'moderate', 'significant', 'no_results_yet', 'minor', 'transformative', 'modest', 'low', 'medium', 'high', 'yes', 'no', 'behind_schedule', 'on_schedule', 'ahead_of_schedule', 'active', 'inactive', 'withdrawn')),
  count INTEGER NOT NULL,
  total INTEGER,
  action_plan TEXT
    CHECK (action_plan IN ('this', 'previous')),
  commitment_numbers TEXT NOT NULL,
  document_id TEXT REFERENCES documents (document_id) DEFERRABLE INITIALLY DEFERRED,
  page INTEGER,
  start INTEGER,
  "end" INTEGER,
  quote TEXT,
  prefix TEXT,
  suffix TEXT,
  other_evidence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tallies_by_report_id ON tallies (report_id);

CREATE TABLE footnotes (
  footnote_id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT REFERENCES reports (report_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL,
  label TEXT,
  section TEXT,
  text TEXT,
  paragraphs TEXT NOT NULL,
  marker_page INTEGER,
  marker_start INTEGER,
  marker_context TEXT,
  document_id TEXT REFERENCES documents (document_id) DEFERRABLE INITIALLY DEFERRED,
  page INTEGER,
  start INTEGER,
  "end" INTEGER,
  quote TEXT,
  prefix TEXT,
  suffix TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX footnotes_by_report_id ON footnotes (report_id);

CREATE TABLE citations (
  citation_id TEXT NOT NULL PRIMARY KEY,
  footnote_id TEXT REFERENCES footnotes (footnote_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  footnote_number INTEGER NOT NULL,
  report_id TEXT REFERENCES reports (report_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  ordinal INTEGER NOT NULL,
  url_as_written TEXT,
  url TEXT,
  target TEXT,
  kind TEXT
    CHECK (kind IN ('minutes', 'report', 'ogp_page', 'law', 'news', 'dataset', 'interview', 'statement', 'video', 'social', 'other')),
  title TEXT,
  publisher TEXT,
  body TEXT,
  date TEXT,
  accessed_on TEXT,
  commitment_numbers TEXT NOT NULL,
  capture_id TEXT REFERENCES captures (capture_id) DEFERRABLE INITIALLY DEFERRED,
  document_id TEXT REFERENCES documents (document_id) DEFERRABLE INITIALLY DEFERRED,
  status TEXT
    CHECK (status IN ('not_tried', 'archived', 'archived_copy', 'login_required', 'gone', 'failed', 'blocked')),
  tries INTEGER NOT NULL,
  "check" TEXT
    CHECK ("check" IN ('confirmed', 'contradicted', 'not_checkable', 'not_checked')),
  check_detail TEXT,
  source_document_id TEXT REFERENCES documents (document_id) DEFERRABLE INITIALLY DEFERRED,
  page INTEGER,
  start INTEGER,
  "end" INTEGER,
  quote TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX citations_by_footnote_id ON citations (footnote_id);
CREATE INDEX citations_by_report_id ON citations (report_id);
CREATE INDEX citations_by_document_id ON citations (document_id);

CREATE TABLE minutes (
  document_id TEXT NOT NULL PRIMARY KEY REFERENCES documents (document_id) DEFERRABLE INITIALLY DEFERRED,
  title TEXT,
  body TEXT,
  held_on TEXT,
  place TEXT,
  language TEXT,
  attendees TEXT NOT NULL,
  agenda TEXT NOT NULL,
  agreements TEXT NOT NULL,
  commitment_numbers TEXT NOT NULL,
  page INTEGER,
  start INTEGER,
  "end" INTEGER,
  quote TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  finding_id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT REFERENCES reports (report_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  rule TEXT,
  severity TEXT
    CHECK (severity IN ('info', 'warning', 'error')),
  message TEXT,
  document_id TEXT REFERENCES documents (document_id) DEFERRABLE INITIALLY DEFERRED,
  page INTEGER,
  start INTEGER,
  "end" INTEGER,
  quote TEXT,
  prefix TEXT,
  suffix TEXT,
  other_evidence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX findings_by_report_id ON findings (report_id);

CREATE TABLE runs (
  run_id TEXT NOT NULL PRIMARY KEY,
  started_at TEXT,
  finished_at TEXT,
  version TEXT,
  verb TEXT,
  captures INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  counts TEXT NOT NULL,
  exit_code INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX captures_by_target ON captures (target, seq);
CREATE INDEX citations_by_target ON citations (target);

-- Where in the archive the bytes of a body are. Written once.
CREATE TABLE payloads (
  sha256 TEXT NOT NULL PRIMARY KEY,
  bytes INTEGER NOT NULL,
  warc_file TEXT NOT NULL,
  warc_offset INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a reader made of a document: the text that offsets count in, and the blocks as zstd-compressed JSON.
CREATE TABLE contents (
  document_id TEXT NOT NULL PRIMARY KEY REFERENCES documents (document_id),
  text TEXT NOT NULL,
  blocks BLOB NOT NULL
) STRICT;

-- What was read out of one document, as zstd-compressed JSON; the rows of a report are composed from its readings.
CREATE TABLE readings (
  document_id TEXT NOT NULL PRIMARY KEY REFERENCES documents (document_id),
  report_id TEXT,
  basis TEXT NOT NULL, -- version of the stage and address that the reading is of: the same basis need not be read again
  reading BLOB NOT NULL
) STRICT;
CREATE INDEX readings_by_report ON readings (report_id);

-- Reports of many documents whose rows are to be composed when the stage has read what there is.
CREATE TABLE pending (
  report_id TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Files that a report's page offers: how a file that does not name its report finds it.
CREATE TABLE report_files (
  target TEXT NOT NULL,
  report_id TEXT NOT NULL REFERENCES reports (report_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (target, report_id)
) STRICT, WITHOUT ROWID;

-- How far a stage has come. The stage's version is part of its name, so a new version starts at zero.
CREATE TABLE cursors (
  stage TEXT NOT NULL PRIMARY KEY,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Reports and documents whose rows changed, newest last, each once. What the index counts in.
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('report', 'document')),
  id TEXT NOT NULL,
  UNIQUE (kind, id)
) STRICT;
