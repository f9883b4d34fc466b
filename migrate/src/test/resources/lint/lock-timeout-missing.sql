-- fails: nothing is set
ALTER TABLE t ADD a int;
-- passes: set before
SET LOCAL lock_timeout TO '2s';
ALTER TABLE t ADD a int;
-- passes: a new table
CREATE TABLE t (id bigint PRIMARY KEY);
ALTER TABLE t ADD a int;
-- passes: ours
-- ours
ALTER TABLE t ADD a int;
