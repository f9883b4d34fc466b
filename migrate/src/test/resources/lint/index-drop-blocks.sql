-- fails: plain
DROP INDEX IF EXISTS app.i;
-- fails: two
DROP INDEX a, b;
-- passes: concurrently
DROP INDEX CONCURRENTLY i;
-- passes: something else
DROP TYPE i;
-- fails: made by this file on a table that is in use
CREATE INDEX CONCURRENTLY i ON t (a);
DROP INDEX i;
-- passes: of a table that is new
CREATE TABLE t (id bigint PRIMARY KEY, a int);
CREATE INDEX i ON t (a);
DROP INDEX i;
