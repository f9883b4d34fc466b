-- fails: rows that nothing tells apart
create table t (a int, b text);
-- finds: table public.t

-- fails: a unique index over a column that may be null is no key
create table t (a int unique, b text);
-- finds: table public.t

-- fails: a partitioned table is one finding, not one for each partition
create table t (a int, at date) partition by range (at);
create table t_1 partition of t for values from ('2026-01-01') to ('2026-02-01');
create table t_2 partition of t for values from ('2026-02-01') to ('2026-03-01');
-- finds: table public.t

-- fails: a child by inheritance does not inherit the key
create table parent (id bigint primary key);
create table child (x int) inherits (parent);
-- finds: table public.child

-- passes: each partition has a key of its own
create table t (a int, at date) partition by range (at);
create table t_1 partition of t for values from ('2026-01-01') to ('2026-02-01');
alter table t_1 add primary key (a);

-- passes: the history of a migration tool
create table kept (id int primary key);
create table alembic_version (version_num varchar(32) not null);

-- passes: an extension's own tables and foreign tables are not the team's
create extension postgres_fdw;
create server elsewhere foreign data wrapper postgres_fdw;
create foreign table far (a int) server elsewhere;
create table kept (id int primary key);

-- skips: no tables at all
select 1;
