-- fails: after ADD COLUMN
ALTER TABLE t ADD COLUMN a int;
UPDATE t SET a = b WHERE a IS NULL;
-- passes: each commits
-- runs: one by one
ALTER TABLE t ADD COLUMN a int;
UPDATE t SET a = b WHERE a IS NULL;
-- passes: before the lock
UPDATE t SET a = b WHERE a IS NULL;
ALTER TABLE t ADD COLUMN c int;
