-- fails: plain
ALTER TABLE t DETACH PARTITION p;
-- passes: concurrently
ALTER TABLE t DETACH PARTITION p CONCURRENTLY;
-- passes: the end of one
ALTER TABLE t DETACH PARTITION p FINALIZE;
