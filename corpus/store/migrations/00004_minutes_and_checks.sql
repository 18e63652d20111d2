-- What minutes state, what web pages say of themselves, where cited documents bear citations out, and which documents hold one text.
-- +goose Up
ALTER TABLE minutes ADD COLUMN signed INTEGER CHECK (signed IN (0, 1));
ALTER TABLE minutes ADD COLUMN places TEXT NOT NULL DEFAULT '[]';
ALTER TABLE documents ADD COLUMN publisher TEXT;
ALTER TABLE documents ADD COLUMN published_on TEXT;
ALTER TABLE documents ADD COLUMN same_text_as TEXT;
CREATE INDEX documents_by_same_text ON documents (same_text_as) WHERE same_text_as IS NOT NULL;
ALTER TABLE citations ADD COLUMN passages TEXT NOT NULL DEFAULT '[]';
-- A tool that was missing when the document was read: with it the document is read again.
ALTER TABLE readings ADD COLUMN lacks TEXT;
CREATE INDEX readings_by_lack ON readings (lacks) WHERE lacks IS NOT NULL;
-- What documents are compared by to find those that hold one text; NULL where there is too little text.
ALTER TABLE contents ADD COLUMN fingerprint BLOB;
