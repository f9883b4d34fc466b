-- fails: another place
ALTER TABLE t SET TABLESPACE fast;
-- fails: logged
ALTER TABLE t SET LOGGED;
-- passes: a parameter
ALTER TABLE t SET (fillfactor = 70);
-- passes: another schema
ALTER TABLE t SET SCHEMA app;
