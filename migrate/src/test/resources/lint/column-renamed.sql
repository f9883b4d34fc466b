-- fails: with the word
ALTER TABLE t RENAME COLUMN a TO b;
-- fails: without it
ALTER TABLE t RENAME a TO b;
-- passes: a constraint
ALTER TABLE t RENAME CONSTRAINT a TO b;
