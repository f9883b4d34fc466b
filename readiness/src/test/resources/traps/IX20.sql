-- fails: filled and never analyzed
create table t (id int primary key) with (autovacuum_enabled = false);
insert into t select generate_series(1, 5000);
-- finds: table public.t

-- fails: mostly rewritten since
create table t (id int primary key);
-- rows: t 100000
-- use: t modified=50000 analyzed=true
-- finds: table public.t

-- passes: analyzed
create table t (id int primary key) with (autovacuum_enabled = false);
insert into t select generate_series(1, 5000);
analyze t;
-- use: t modified=0

-- passes: a few rows need no statistics
create table t (id int primary key);
insert into t select generate_series(1, 50);

-- passes: empty
create table t (id int primary key);
