-- fails: a query
ALTER TABLE t ADD COLUMN a int;
SELECT count(*) FROM t;
-- fails: an index on another table
ALTER TABLE t ADD COLUMN a int;
CREATE INDEX i ON o (a);
-- passes: before
SELECT 1;
ALTER TABLE t ADD COLUMN a int;
-- passes: VALIDATE lets others work
ALTER TABLE t VALIDATE CONSTRAINT c;
INSERT INTO t VALUES (1);
