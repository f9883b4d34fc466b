-- fails: a random number
ALTER TABLE t ADD COLUMN a uuid DEFAULT gen_random_uuid();
-- fails: a function of somebody
ALTER TABLE t ADD a jsonb NOT NULL DEFAULT app.settings() CHECK (a IS NOT NULL);
-- fails: behind a cast
ALTER TABLE t ADD a text DEFAULT (random() * 10)::varchar(3);
-- passes: the same for all rows
ALTER TABLE t ADD a timestamptz DEFAULT now(), ADD b text[] DEFAULT array[]::text[];
-- passes: a constant with a length
ALTER TABLE t ADD a varchar(3) DEFAULT 'random()'::varchar(3);
-- passes: a new table
CREATE TABLE t (id bigint PRIMARY KEY);
ALTER TABLE t ADD COLUMN a uuid DEFAULT gen_random_uuid();
-- passes: for rows to come
ALTER TABLE t ALTER COLUMN a SET DEFAULT random();
