-- fails: plain
CREATE TABLE t (id bigint PRIMARY KEY, age smallint);
-- passes: an array
CREATE TABLE t (id bigint PRIMARY KEY, ages smallint[]);
