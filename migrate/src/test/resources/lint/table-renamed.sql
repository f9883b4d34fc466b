-- fails: plain
ALTER TABLE t RENAME TO u;
-- passes: a table that was made here
CREATE TABLE t (id bigint PRIMARY KEY);
ALTER TABLE t RENAME TO u;
-- passes: an index
ALTER INDEX t RENAME TO u;
