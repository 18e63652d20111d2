-- Why an attempt failed as a code, copies of web archives, and when a cited source was tried.
-- +goose Up
ALTER TABLE captures ADD COLUMN error_code TEXT;
ALTER TABLE captures ADD COLUMN memento_datetime TEXT;
ALTER TABLE citations ADD COLUMN first_tried_at TEXT;
ALTER TABLE citations ADD COLUMN last_tried_at TEXT;
