-- fails: six indexes, few updates in place
create table t (id int primary key, a int, b int, c int, d int, e int);
create index on t (a); create index on t (b); create index on t (c); create index on t (d); create index on t (e);
-- rows: t 1000
-- use: t updated=100000 hot=20000
-- finds: table public.t

-- passes: mostly in place
create table t (id int primary key, a int, b int, c int, d int, e int);
create index on t (a); create index on t (b); create index on t (c); create index on t (d); create index on t (e);
-- use: t updated=100000 hot=90000

-- passes: few indexes
create table t (id int primary key, a int);
create index on t (a);
-- use: t updated=100000 hot=20000
