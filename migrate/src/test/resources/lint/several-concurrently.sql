-- fails: two
CREATE INDEX CONCURRENTLY a ON t (a);
CREATE INDEX CONCURRENTLY b ON t (b);
-- passes: our runner knows how far it came
-- ours
-- runs: one by one
CREATE INDEX CONCURRENTLY a ON t (a);
CREATE INDEX CONCURRENTLY b ON t (b);
-- passes: one
CREATE INDEX CONCURRENTLY a ON t (a);
