-- fails: plain
ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES o (id) ON DELETE CASCADE;
-- fails: of a new column with values
ALTER TABLE t ADD COLUMN a bigint DEFAULT 1 REFERENCES o (id);
-- passes: not valid
ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES o DEFERRABLE NOT VALID;
-- passes: a new column that is null
ALTER TABLE t ADD COLUMN a bigint REFERENCES o (id);
