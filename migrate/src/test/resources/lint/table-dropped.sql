-- fails: plain
DROP TABLE IF EXISTS app.t;
-- passes: made here
CREATE TABLE t (id bigint PRIMARY KEY);
DROP TABLE t;
-- passes: a view
DROP VIEW t;
