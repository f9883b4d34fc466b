-- fails: spelt out
ALTER TABLE t ADD code national character(3);
-- passes: varying
ALTER TABLE t ADD code char varying(3);
-- passes: the catalog's own type in quotes, a name
ALTER TABLE t ADD "char" text;
