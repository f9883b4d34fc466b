-- fails: plain
ALTER TABLE t ALTER a DROP NOT NULL;
-- passes: a default
ALTER TABLE t ALTER a DROP DEFAULT;
