-- fails: plain
CREATE INDEX ON app.orders (customer);
-- fails: unique, on a table that IF NOT EXISTS of another name does not make new
CREATE TABLE IF NOT EXISTS other (id bigint PRIMARY KEY);
CREATE UNIQUE INDEX i ON orders (id);
-- passes: concurrently
CREATE INDEX CONCURRENTLY i ON orders (customer);
-- passes: the table is new
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint);
CREATE INDEX i ON orders (customer);
-- passes: in a comment, a string, a body
-- CREATE INDEX i ON orders (customer);
SELECT 'CREATE INDEX i ON orders (customer)', $$CREATE INDEX i ON t (a)$$ /* CREATE INDEX i ON t (a) */;
