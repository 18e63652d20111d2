-- What commitment pages state of the plan that their commitment is of.
-- +goose Up
ALTER TABLE commitments ADD COLUMN country TEXT;
ALTER TABLE commitments ADD COLUMN country_code TEXT;
ALTER TABLE commitments ADD COLUMN locality TEXT;
ALTER TABLE commitments ADD COLUMN action_plan TEXT;
ALTER TABLE commitments ADD COLUMN period_start INTEGER;
ALTER TABLE commitments ADD COLUMN period_end INTEGER;
CREATE INDEX commitments_of_pages ON commitments (country_code, period_start) WHERE report_id IS NULL;
