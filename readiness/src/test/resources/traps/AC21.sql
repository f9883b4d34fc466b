-- fails: everybody writes
create table t (id int primary key);
grant select, insert on t to public;
-- finds: table public.t

-- fails: a view and a sequence
create table t (id int primary key);
create view v as select id from t;
create sequence s;
grant select on v to public;
grant usage on sequence s to public;
-- finds: view public.v
-- finds: sequence public.s

-- passes: one role writes
create role trap_app login;
create table t (id int primary key);
grant all on t to trap_app;

-- passes: an extension grants its own
create extension pg_stat_statements;
create table t (id int primary key);
