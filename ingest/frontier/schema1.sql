-- The frontier of a crawl. Times are milliseconds since 1970, 0 for none.

CREATE TABLE urls (
  seq INTEGER PRIMARY KEY, -- order of arrival
  key TEXT NOT NULL UNIQUE, -- of the target
  url TEXT NOT NULL,
  host TEXT NOT NULL,
  role TEXT NOT NULL,
  source TEXT NOT NULL,
  via TEXT NOT NULL, -- page that led here
  depth INTEGER NOT NULL,
  priority INTEGER NOT NULL, -- lower is earlier
  state TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'done', 'failed')),
  not_before INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  leased_at INTEGER NOT NULL DEFAULT 0,
  finished_at INTEGER NOT NULL DEFAULT 0, -- when it last came to done or failed
  outcome TEXT NOT NULL DEFAULT '', -- of the last attempt
  digest TEXT NOT NULL DEFAULT '' -- of a body that the last attempt refused
) STRICT;
CREATE INDEX urls_by_turn ON urls (state, priority, seq);

CREATE TABLE hosts (
  host TEXT NOT NULL PRIMARY KEY,
  next_at INTEGER NOT NULL, -- no request before
  troubles INTEGER NOT NULL -- times in a row that the host wanted to be left alone
) STRICT, WITHOUT ROWID;

CREATE TABLE robots (
  origin TEXT NOT NULL PRIMARY KEY, -- "https://example.org"
  access INTEGER NOT NULL,
  body BLOB,
  at INTEGER NOT NULL, -- when the body came
  until INTEGER NOT NULL, -- to be asked again after
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  outcome TEXT NOT NULL, -- of the request, when there is no answer to go by
  error TEXT NOT NULL
) STRICT;

-- A round is one pass over the sources. At most one is not finished.
CREATE TABLE rounds (
  started_at INTEGER NOT NULL PRIMARY KEY,
  finished_at INTEGER NOT NULL DEFAULT 0
) STRICT;
