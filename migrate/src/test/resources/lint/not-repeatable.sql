-- fails: the first commits and the second may fail
-- runs: one by one
CREATE TABLE t (id bigint PRIMARY KEY);
SELECT 1;
-- passes: may be run again
-- runs: one by one
CREATE TABLE IF NOT EXISTS t (id bigint PRIMARY KEY);
SELECT 1;
-- passes: all or nothing
CREATE TABLE t (id bigint PRIMARY KEY);
SELECT 1;
