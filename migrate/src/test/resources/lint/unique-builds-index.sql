-- fails: with a name
ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, b);
-- passes: an index that is there
ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i;
