-- fails: the time of deletion lets every living row through
create table t (id int primary key, email text not null, deleted_at timestamptz, constraint living unique (email, deleted_at));
-- finds: index public.living

-- fails: an optional parent lets rows at the top repeat
create table folder (id int primary key, parent_id int references folder, name text not null, constraint names unique (parent_id, name));
-- finds: index public.names

-- passes: one optional value, unique where there is one
create table t (id int primary key, stripe_customer_id text unique);

-- passes: an optional value within its parent
create table p (id int primary key);
create table t (id int primary key, p_id int not null references p, code text, unique (p_id, code));

-- passes: NULLS NOT DISTINCT
create table folder (id int primary key, parent_id int references folder, name text not null, unique nulls not distinct (parent_id, name));

-- passes: a second index for the rows with null
create table folder (id int primary key, parent_id int references folder, name text not null, unique (parent_id, name));
create unique index on folder (name) where parent_id is null;

-- passes: only rows that have the value
create table t (id int primary key, a int, name text not null);
create unique index on t (a, name) where a is not null;

-- passes: the expression deals with the null
create table t (id int primary key, a int, name text not null);
create unique index on t (name, coalesce(a, 0));
