-- fails: stored
ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a * 2) STORED;
-- passes: virtual
ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a * 2) VIRTUAL;
-- passes: in a new table
CREATE TABLE t (id bigint PRIMARY KEY, a int, b int GENERATED ALWAYS AS (a * 2) STORED);
