-- fails: with a name
CREATE INDEX CONCURRENTLY i ON t (a);
-- fails: IF NOT EXISTS takes the invalid one for done
CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);
-- fails: without a name
CREATE INDEX CONCURRENTLY ON t (a);
-- passes: dropped first
DROP INDEX CONCURRENTLY IF EXISTS i;
CREATE INDEX CONCURRENTLY i ON t (a);
-- passes: our runner drops it
-- ours
-- runs: one by one
CREATE INDEX CONCURRENTLY i ON t (a);
