-- fails: plain
ALTER TABLE t ADD name character varying(20);
-- passes: no limit
ALTER TABLE t ADD name varchar, ADD more text;
