-- fails: a view
ALTER VIEW v RENAME TO w;
-- fails: a type
ALTER TYPE v RENAME TO w;
-- passes: an index
ALTER INDEX v RENAME TO w;
-- passes: a value of an enum
ALTER TYPE v RENAME VALUE 'a' TO 'b';
