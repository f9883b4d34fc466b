-- fails: plain
CREATE TABLE t (a int, b text);
-- passes: of two columns
CREATE TABLE t (a int, b text, CONSTRAINT p PRIMARY KEY (a, b));
-- passes: later in the file
CREATE TABLE t (a int);
ALTER TABLE ONLY t ADD CONSTRAINT p PRIMARY KEY (a);
-- passes: a partition, a copy, temporary
CREATE TABLE p PARTITION OF t FOR VALUES IN (1);
CREATE TABLE c (LIKE t INCLUDING ALL);
CREATE TEMP TABLE x (a int);
