-- fails: unique
ALTER TABLE t ADD COLUMN a int UNIQUE;
-- passes: plain
ALTER TABLE t ADD COLUMN "unique" int;
-- passes: a new table
CREATE TABLE t (id bigint PRIMARY KEY, a int UNIQUE);
