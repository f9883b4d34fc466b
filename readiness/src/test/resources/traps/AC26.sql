-- fails: policies that do nothing
create table t (id int primary key, tenant text);
create policy mine on t using (tenant = current_user);
-- finds: table public.t

-- fails: nobody sees a row
create table t (id int primary key, tenant text);
alter table t enable row level security;

-- fails: everybody sees and writes all
-- fix: stays
create table t (id int primary key, tenant text);
alter table t enable row level security;
create policy everything on t using (true) with check (true);

-- fails: the application is the owner, whom they do not bind
create role trap_app login;
create table t (id int primary key, tenant text);
alter table t enable row level security;
create policy mine on t using (tenant = current_user);
alter table t owner to trap_app;

-- passes: on, with a policy
create table t (id int primary key, tenant text);
alter table t enable row level security;
create policy mine on t using (tenant = current_user);

-- passes: everybody reads, each writes his own
create table t (id int primary key, tenant text);
alter table t enable row level security;
create policy read_all on t for select using (true);
create policy mine on t for update using (tenant = current_user);

-- passes: true for one role is a decision
create role trap_admin login;
create table t (id int primary key, tenant text);
alter table t enable row level security;
create policy everything on t to trap_admin using (true) with check (true);

-- skips: no table uses it
create table t (id int primary key);
