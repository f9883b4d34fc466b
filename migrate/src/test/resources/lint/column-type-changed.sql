-- fails: the old type is not known
ALTER TABLE t ALTER COLUMN a TYPE bigint;
-- fails: from an earlier statement, narrower
CREATE TABLE IF NOT EXISTS other (id bigint PRIMARY KEY);
ALTER TABLE t ADD COLUMN a varchar(20);
ALTER TABLE t ALTER COLUMN a SET DATA TYPE varchar(10);
-- fails: from the database
-- table: public.t rows=10 bytes=8192 a=integer
ALTER TABLE t ALTER a TYPE bigint USING a::bigint;
-- passes: longer
-- table: public.t rows=10 bytes=8192 a=character_varying(10)
ALTER TABLE t ALTER a TYPE varchar(20);
-- passes: to text
-- table: public.t rows=10 bytes=8192 a=character_varying(10)
ALTER TABLE t ALTER a TYPE text;
-- passes: more digits before the point
ALTER TABLE t ADD COLUMN a numeric(10,2);
ALTER TABLE t ALTER a TYPE numeric(12,2);
