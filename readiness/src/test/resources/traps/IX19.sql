-- fails: one partition lacks it
create table t (id int, a int) partition by range (id);
create table t_1 partition of t for values from (0) to (10);
create table t_2 partition of t for values from (10) to (20);
create index whole on only t (a);
create index part on t_1 (a);
alter index whole attach partition part;
-- finds: index public.whole

-- fails: a unique one, and a partition that is partitioned
create table t (id int, a int) partition by range (id);
create table t_1 partition of t for values from (0) to (10) partition by range (a);
create table t_1_1 partition of t_1 for values from (0) to (10);
create table t_2 partition of t for values from (10) to (20);
create unique index whole on only t (id, a);
-- finds: index public.whole

-- passes: all have it
create table t (id int, a int) partition by range (id);
create table t_1 partition of t for values from (0) to (10);
create index on t (a);

-- passes: an index of one partition alone
create table t (id int, a int) partition by range (id);
create table t_1 partition of t for values from (0) to (10);
create index on t_1 (a);

-- skips: no partitions
create table t (id int primary key);
