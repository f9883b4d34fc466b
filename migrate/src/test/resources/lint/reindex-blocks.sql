-- fails: an index
REINDEX INDEX i;
-- fails: with options
REINDEX (VERBOSE) TABLE t;
-- passes: concurrently
REINDEX INDEX CONCURRENTLY i;
-- passes: concurrently as an option
REINDEX (CONCURRENTLY, VERBOSE) TABLE t;
