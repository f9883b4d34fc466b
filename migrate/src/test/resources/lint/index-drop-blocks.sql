-- fails: plain
DROP INDEX IF EXISTS app.i;
-- fails: two
DROP INDEX a, b;
-- passes: concurrently
DROP INDEX CONCURRENTLY i;
-- passes: something else
DROP TYPE i;
