-- fails: (a) beside (a, b)
create table t (id int primary key, a int, b int);
create index short on t (a);
create index long on t (a, b);
-- finds: index public.short

-- fails: the longer one carries what the shorter carried
create table t (id int primary key, a int, b int);
create index short on t (a);
create index long on t (a) include (b);
-- finds: index public.short

-- passes: the shorter one is unique
create table t (id int primary key, a int, b int);
create unique index short on t (a);
create index long on t (a, b);

-- passes: the longer one leaves rows out
create table t (id int primary key, a int, b int);
create index short on t (a);
create index long on t (a, b) where b > 0;

-- passes: it carries a column that the longer one lacks
create table t (id int primary key, a int, b int, c int);
create index short on t (a) include (c);
create index long on t (a, b);

-- passes: the other way round
create table t (id int primary key, a int, b int);
create index short on t (b);
create index long on t (a, b);
