-- fails: the tool makes the transaction
-- runs: together
CREATE INDEX CONCURRENTLY i ON t (a);
-- fails: the file makes it
BEGIN;
VACUUM t;
COMMIT;
-- passes: after the commit
BEGIN;
SELECT 1;
COMMIT;
CREATE INDEX CONCURRENTLY i ON t (a);
-- passes: statements one by one
-- runs: one by one
DROP INDEX CONCURRENTLY i;
-- passes: nobody said that there is a transaction
ALTER SYSTEM SET work_mem = '8MB';
