-- fails: the condition leaves nothing out
create table t (id int primary key, a int not null);
create index all_of_it on t (a) where a is not null;
-- finds: index public.all_of_it

-- passes: the column may be null
create table t (id int primary key, a int);
create index on t (a) where a is not null;

-- passes: another condition beside it
create table t (id int primary key, a int not null, gone boolean not null);
create index on t (a) where a is not null and not gone;
