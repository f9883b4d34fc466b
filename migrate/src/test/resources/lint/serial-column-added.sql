-- fails: serial
ALTER TABLE t ADD COLUMN id bigserial;
-- fails: identity
ALTER TABLE t ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
-- passes: in a new table
CREATE TABLE t (id bigserial PRIMARY KEY);
-- passes: a column of that name
ALTER TABLE t ADD COLUMN serial text;
