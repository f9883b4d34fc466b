-- fails: in a table
CREATE TABLE t (id bigint PRIMARY KEY, made timestamp(3) NOT NULL);
-- fails: changed to it
ALTER TABLE t ALTER made TYPE timestamp without time zone;
-- passes: with a zone
ALTER TABLE t ADD made timestamp with time zone, ADD sent timestamptz(3);
