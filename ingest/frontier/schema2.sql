-- Looking again by age and by rate of change, copies of web archives, what the sources listed. Leases are not stored: what
-- is queued and in flight is still queued after a crash.

ALTER TABLE urls ADD COLUMN kind TEXT NOT NULL DEFAULT ''; -- '' the address itself, 'copy' a web archive's copy of it
ALTER TABLE urls ADD COLUMN near INTEGER NOT NULL DEFAULT 0; -- date that a copy should be near to
ALTER TABLE urls ADD COLUMN every INTEGER NOT NULL DEFAULT 0; -- milliseconds between two looks, 0 never again
ALTER TABLE urls ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0; -- of what is done or failed: to be got again, 0 never
ALTER TABLE urls ADD COLUMN fault TEXT NOT NULL DEFAULT ''; -- of the last attempt
ALTER TABLE urls ADD COLUMN error TEXT NOT NULL DEFAULT ''; -- of the last attempt, one sentence
ALTER TABLE robots ADD COLUMN fault TEXT NOT NULL DEFAULT '';
UPDATE urls SET state = 'queued' WHERE state = 'leased';
-- What was finished is looked at again: the next day, or, of what is held of cited documents, after a month.
UPDATE urls SET due_at = finished_at + iif(role = 'cited' AND outcome IN ('fetched', 'duplicate', 'not_modified'), 30, 1) * 86400000
  WHERE state IN ('done', 'failed') AND role IN ('report', 'cited');
DROP INDEX urls_by_turn;
CREATE INDEX urls_by_turn ON urls (host, priority, seq) WHERE state = 'queued';
CREATE INDEX urls_by_due ON urls (due_at) WHERE due_at > 0;

CREATE TABLE sources (
  name TEXT NOT NULL PRIMARY KEY,
  items INTEGER NOT NULL, -- addresses in scope that its last whole walk showed
  walked_at INTEGER NOT NULL,
  shrunk_at INTEGER NOT NULL, -- since when walks show far fewer, 0 they do not
  newest INTEGER NOT NULL, -- last change that it told of
  rules TEXT NOT NULL -- what it was to lead to, as a digest
) STRICT, WITHOUT ROWID;
