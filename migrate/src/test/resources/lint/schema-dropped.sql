-- fails: a schema
DROP SCHEMA app CASCADE;
-- fails: a database
DROP DATABASE app;
-- passes: a sequence
DROP SEQUENCE app;
