-- fails: plain
ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (room WITH =, during WITH &&);
-- passes: a new table
CREATE TABLE t (id bigint PRIMARY KEY, during tsrange, EXCLUDE USING gist (during WITH &&));
