-- fails: two
ALTER TABLE t DROP COLUMN a, DROP b;
-- passes: a default
ALTER TABLE t ALTER COLUMN a DROP DEFAULT;
-- passes: a constraint
ALTER TABLE t DROP CONSTRAINT c;
