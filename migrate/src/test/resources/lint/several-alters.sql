-- fails: two readings
ALTER TABLE t ALTER a SET NOT NULL;
ALTER TABLE t ALTER b SET NOT NULL;
-- passes: one
ALTER TABLE t ALTER a SET NOT NULL, ALTER b SET NOT NULL;
-- passes: nothing is read
ALTER TABLE t ADD a int;
ALTER TABLE t ADD b int;
