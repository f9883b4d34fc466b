-- fails: a type
DROP TYPE t CASCADE;
-- fails: a column
ALTER TABLE t DROP COLUMN a CASCADE;
-- passes: without
DROP TYPE IF EXISTS t RESTRICT;
