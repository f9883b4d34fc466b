-- fails: a flag
create table t (id int primary key, active boolean);
create index flag on t (active);
-- rows: t 500000
-- finds: index public.flag

-- fails: three words
create table t (id int primary key, kind text);
create index kinds on t (kind);
-- rows: t 500000
-- column: t kind distinct=3
-- finds: index public.kinds

-- passes: for the rare value only
create table t (id int primary key, active boolean);
create index on t (id) where not active;
-- rows: t 500000

-- passes: a foreign key needs it
create table kinds (id int primary key);
create table t (id int primary key, kind_id int references kinds);
create index on t (kind_id);
-- rows: t 500000
-- column: t kind_id distinct=3

-- passes: the first of several
create table t (id int primary key, active boolean, at date);
create index on t (active, at);
-- rows: t 500000

-- passes: a small table
create table t (id int primary key, active boolean);
create index on t (active);
-- rows: t 50
