-- fails: plain
CREATE UNLOGGED TABLE t (id bigint PRIMARY KEY);
-- passes: a column of that name
CREATE TABLE t (id bigint PRIMARY KEY, unlogged boolean);
