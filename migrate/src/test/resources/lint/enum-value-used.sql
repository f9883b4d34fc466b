-- fails: in the same transaction
ALTER TYPE mood ADD VALUE 'grim';
INSERT INTO t VALUES ('grim');
-- passes: another value
ALTER TYPE mood ADD VALUE 'grim';
INSERT INTO t VALUES ('glad');
-- passes: each commits
-- runs: one by one
ALTER TYPE mood ADD VALUE 'grim';
INSERT INTO t VALUES ('grim');
-- passes: the type is new
CREATE TYPE mood AS ENUM ('glad');
ALTER TYPE mood ADD VALUE 'grim';
INSERT INTO t VALUES ('grim');
