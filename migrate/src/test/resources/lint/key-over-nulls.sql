-- fails: the index is over a column that takes nulls
-- table: public.t rows=10 bytes=8192 a=bigint
CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);
ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX i;
-- passes: made NOT NULL before
-- table: public.t rows=10 bytes=8192 a=bigint
CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);
ALTER TABLE t ALTER COLUMN a SET NOT NULL;
ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX i;
-- passes: nothing is known
ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX i;
