-- fails: plain
ALTER TABLE t ADD PRIMARY KEY (a);
-- passes: an index that is there
ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX i;
-- passes: a new table
CREATE TABLE t (a bigint);
ALTER TABLE t ADD PRIMARY KEY (a);
