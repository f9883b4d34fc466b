-- fails: left behind by a failed build
create table t (id int primary key, a int);
create index half on t (a);
update pg_index set indisvalid = false where indexrelid = 'half'::regclass;
-- finds: index public.half

-- fails: a unique one holds nothing
create table t (id int primary key, a int);
create unique index half on t (a);
update pg_index set indisvalid = false, indisready = false where indexrelid = 'half'::regclass;
-- finds: index public.half

-- passes: being built right now
create table t (id int primary key, a int);
create index half on t (a);
update pg_index set indisvalid = false where indexrelid = 'half'::regclass;
-- building: half

-- passes: of a partitioned table, waiting for its parts
create table t (id int, a int) partition by range (id);
create table t_1 partition of t for values from (0) to (10);
create index on only t (a);

-- passes: all valid
create table t (id int primary key, a int);
create index on t (a);
