-- fails: ninety megabytes for a hundred thousand short rows
create table t (id int primary key, a bigint);
-- rows: t 100000
-- use: t bytes=90_000_000
-- column: t id width=4
-- column: t a width=8
-- finds: table public.t

-- passes: the rows are as long as that
create table t (id int primary key, a text);
-- rows: t 100000
-- use: t bytes=90_000_000
-- column: t id width=4
-- column: t a width=800

-- passes: pages half empty on purpose
create table t (id int primary key, a bigint) with (fillfactor = 30);
-- rows: t 200000
-- use: t bytes=25_000_000
-- column: t id width=4
-- column: t a width=8

-- passes: one column was never analyzed
create table t (id int primary key, a bigint, b text);
-- rows: t 100000
-- use: t bytes=90_000_000
-- column: t id width=4
-- column: t a width=8

-- unknown: the statistics are hidden
create table t (id int primary key, a bigint);
-- rows: t 100000
-- use: t bytes=90_000_000
-- hidden: COLUMN_STATISTICS

-- skips: a small table
create table t (id int primary key, a bigint);
-- rows: t 10
-- use: t bytes=8192
