-- fails: two
ALTER TABLE t ADD COLUMN a int;
ALTER TABLE o ADD COLUMN a int;
-- passes: the same
ALTER TABLE app.t ADD COLUMN a int;
ALTER TABLE app.t ADD COLUMN b int;
-- passes: one is new
CREATE TABLE o (id bigint PRIMARY KEY);
ALTER TABLE o ADD COLUMN a int;
ALTER TABLE t ADD COLUMN a int;
