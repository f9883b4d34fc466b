-- fails: forty megabytes for a hundred thousand numbers
create table t (id int primary key, a bigint);
create index swollen on t (a);
-- rows: t 100000
-- use: t analyzed=true
-- column: t id width=4
-- column: t a width=8
-- index: swollen bytes=40_000_000 scans=1
-- finds: index public.swollen

-- passes: as large as it should be, for it is long text
create table t (id int primary key, a text);
create index fits on t (a);
-- rows: t 100000
-- column: t id width=4
-- column: t a width=200
-- index: fits bytes=30_000_000 scans=1

-- passes: half empty on purpose
create table t (id int primary key, a bigint);
create index roomy on t (a) with (fillfactor = 20);
-- rows: t 400000
-- column: t a width=8
-- index: roomy bytes=30_000_000 scans=1

-- passes: of a part of the rows, or of an expression, nobody knows how many and how long
create table t (id int primary key, a text);
create index part on t (a) where a > 'x';
create index other on t (lower(a));
-- rows: t 100000
-- column: t a width=10
-- index: part bytes=40_000_000 scans=1
-- index: other bytes=40_000_000 scans=1

-- passes: most rows came after the statistics
create table t (id int primary key, a bigint);
create index grown on t (a);
-- rows: t 100000
-- use: t modified=90000
-- column: t a width=8
-- index: grown bytes=40_000_000 scans=1

-- unknown: the statistics are hidden
create table t (id int primary key, a bigint);
create index swollen on t (a);
-- rows: t 100000
-- index: swollen bytes=40_000_000 scans=1
-- hidden: COLUMN_STATISTICS

-- skips: all are small
create table t (id int primary key, a bigint);
create index on t (a);
