-- fails: the same twice
create table t (id int primary key, a int, b int);
create index one on t (a, b);
create index two on t (a, b);
-- finds: index public.two

-- fails: beside a unique constraint, the plain index goes
create table t (id int primary key, a int, constraint a_key unique (a));
create index plain on t (a);
-- finds: index public.plain

-- fails: beside the primary key
create table t (id int primary key);
create index plain on t (id);
-- finds: index public.plain

-- fails: the same twice, and a key that begins with the same column
create table t (id int primary key, a int, b int, constraint a_key unique (a, b));
create index one on t (a);
create index two on t (a);
-- finds: index public.two

-- fails: two of another method
create extension pg_trgm;
create table t (id int primary key, a text);
create index one on t using gin (a gin_trgm_ops);
create index two on t using gin (a gin_trgm_ops);
-- finds: index public.two

-- passes: another order, operator class, collation, method or condition
create table t (id int primary key, a int, b int, x text);
create index on t (a, b);
create index on t (a, b desc);
create index on t (b, a);
create index on t using hash (a);
create index on t (x);
create index on t (x text_pattern_ops);
create index on t (x collate "C");
create index on t (b) where a > 0;
create index on t (b) where a > 1;

-- passes: an immediate unique index beside a deferrable constraint
create table t (id int primary key, a int, constraint later unique (a) deferrable initially deferred);
create unique index now on t (a);

-- passes: nulls count differently
create table t (id int primary key, a int);
create unique index one on t (a);
create unique index two on t (a) nulls not distinct;

-- passes: a foreign key rests on it
create table t (id int primary key, a int not null, constraint z_key unique (a));
create unique index a_first on t (a);
create table c (id int primary key, a int references t (a));

-- passes: the same on each partition hangs under one parent
create table t (id int, a int) partition by range (id);
create table t_1 partition of t for values from (0) to (10);
create index on t (a);
