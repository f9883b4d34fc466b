-- fails: rows and no index
create table t (a int);
-- rows: t 5000
-- finds: table public.t

-- passes: a block range index is one
create table t (a int);
create index on t using brin (a);
-- rows: t 5000

-- passes: a handful of rows
create table t (a int);
-- rows: t 5
