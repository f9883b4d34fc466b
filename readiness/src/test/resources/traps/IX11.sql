-- fails: nearly all null
create table t (id int primary key, a int);
create index sparse on t (a);
-- rows: t 500000
-- column: t a nulls=0.97 distinct=1000
-- finds: index public.sparse

-- passes: partial already
create table t (id int primary key, a int);
create index sparse on t (a) where a is not null;
-- rows: t 500000
-- column: t a nulls=0.97 distinct=1000

-- passes: unique, or filled
create table t (id int primary key, a int, b int);
create unique index on t (a);
create index on t (b);
-- rows: t 500000
-- column: t a nulls=0.97 distinct=1000
-- column: t b nulls=0.2 distinct=1000
