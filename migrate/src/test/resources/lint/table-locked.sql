-- fails: plain
LOCK t;
-- fails: against writes
LOCK TABLE t IN SHARE MODE NOWAIT;
-- passes: weak
LOCK TABLE t IN ROW EXCLUSIVE MODE;
