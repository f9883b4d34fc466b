-- fails: no default
ALTER TABLE t ADD COLUMN a int NOT NULL;
-- fails: the default is null
ALTER TABLE t ADD COLUMN a int DEFAULT NULL NOT NULL;
-- passes: with a default
ALTER TABLE t ADD COLUMN a int NOT NULL DEFAULT 0;
-- passes: computed
ALTER TABLE t ADD COLUMN a int GENERATED ALWAYS AS (1) STORED NOT NULL;
-- passes: may be null
ALTER TABLE t ADD COLUMN a int NULL;
