-- fails: a file
COPY t (a, b) FROM '/tmp/rows.csv' CSV;
-- fails: a program
COPY t FROM PROGRAM 'ls';
-- passes: out
COPY t TO STDOUT;
-- passes: psql sends the rows
COPY t FROM STDIN;
1	it's one
\.
SELECT 1;
-- fails: ours has no input
-- ours
COPY t FROM STDIN;
-- fails: a file, ours
-- ours
COPY t FROM '/tmp/rows.csv';
