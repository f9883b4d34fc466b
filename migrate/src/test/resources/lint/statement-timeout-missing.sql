-- fails: nothing is set
ALTER TABLE t ADD a int;
-- passes: set before
SET statement_timeout = '5s';
ALTER TABLE t ADD a int;
-- passes: no DDL
SELECT 1;
