-- fails: the tenant is asked for again for each row
create table t (id int primary key, tenant text);
alter table t enable row level security;
create policy own on t using (tenant = current_setting('app.tenant'));
-- rows: t 50000
-- finds: table public.t

-- fails: a function of the team's
create function whoami() returns int language sql stable as 'select 1';
create table t (id int primary key, owner int);
alter table t enable row level security;
create policy own on t using (owner = whoami() or owner is null);
create index on t (owner);
-- finds: table public.t

-- fails: four conditions joined by OR
create table t (id int primary key, a int);
alter table t enable row level security;
create policy p1 on t using (a = 1);
create policy p2 on t using (a = 2);
create policy p3 on t using (a = 3);
create policy p4 on t using (a = 4);
-- finds: table public.t

-- passes: asked for once
create table t (id int primary key, tenant uuid);
alter table t enable row level security;
create policy own on t using (tenant = (select current_setting('app.tenant')::uuid));

-- passes: an index finds the tenant's rows
create table t (id int primary key, tenant text);
create index on t (tenant, id);
alter table t enable row level security;
create policy own on t using (tenant = current_setting('app.tenant'));

-- passes: another answer for each row
create function may(int) returns bool language sql stable as 'select $1 > 0';
create table t (id int primary key, a int);
alter table t enable row level security;
create policy own on t using (may(a) and lower('X') = 'x');

-- passes: three commands, each with a policy
create table t (id int primary key, a int);
alter table t enable row level security;
create policy p1 on t for select using (a = 1);
create policy p2 on t for update using (a = 2);
create policy p3 on t for delete using (a = 3);
create policy p4 on t for insert with check (a = 4);

-- skips: no policies
create table t (id int primary key);
