-- fails: around the policies
create table t (id int primary key, tenant text);
alter table t enable row level security;
create policy mine on t using (tenant = current_user);
create view v as select * from t;
-- finds: view public.v

-- passes: with the reader's own rights
create table t (id int primary key, tenant text);
alter table t enable row level security;
create view v with (security_invoker = on) as select * from t;

-- passes: the view's owner is bound too
create role trap_viewer nologin;
create table t (id int primary key, tenant text);
alter table t enable row level security;
grant select on t to trap_viewer;
create view v as select * from t;
alter view v owner to trap_viewer;

-- skips: no table uses it
create table t (id int primary key, tenant text);
create view v as select * from t;
