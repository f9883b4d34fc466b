-- fails: with a name
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);
-- fails: without
ALTER TABLE t ADD CHECK (a IN ('NOT VALID'));
-- passes: not valid
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
-- passes: a new table
CREATE TABLE t (id bigint PRIMARY KEY, a int CHECK (a > 0));
ALTER TABLE t ADD CHECK (a < 9);
