-- fails: beside the column
CREATE TABLE t (nr integer PRIMARY KEY);
-- fails: below the columns
CREATE TABLE t (nr smallint, PRIMARY KEY (nr));
-- passes: of two columns
CREATE TABLE t (a integer, b integer, PRIMARY KEY (a, b));
-- passes: eight bytes
CREATE TABLE t (id bigint PRIMARY KEY, n integer);
