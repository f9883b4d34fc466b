-- fails: no scan for twenty days
create table t (id int primary key, a int);
create index idle on t (a);
-- rows: t 50000
-- counters: 20
-- finds: index public.idle

-- passes: used, unique, or needed by a foreign key
create table p (id int primary key);
create table t (id int primary key, a int, b int unique, p_id int references p);
create index used on t (a);
create index on t (p_id);
-- rows: t 50000
-- counters: 20
-- index: used scans=1

-- passes: the table is small
create table t (id int primary key, a int);
create index on t (a);
-- rows: t 500
-- counters: 20

-- unknown: the counters began yesterday
create table t (id int primary key, a int);
create index on t (a);
-- rows: t 50000
-- counters: 1

-- unknown: a standby may use it
create table t (id int primary key, a int);
create index on t (a);
-- rows: t 50000
-- counters: 20
-- standby: replica
