-- fails: plain
TRUNCATE t;
-- fails: others too
TRUNCATE TABLE ONLY t, u CASCADE;
-- passes: made here
CREATE TABLE t (id bigint PRIMARY KEY);
TRUNCATE t;
