-- fails: one child for each year
create table sales (id int, day date);
create table sales_2025 (check (day < '2026-01-01')) inherits (sales);
create table sales_2026 (check (day >= '2026-01-01')) inherits (sales);
-- finds: table public.sales

-- fails: a reference that cannot see the children
create table things (id int primary key, name text);
create table cars (plate text) inherits (things);
create table parts (id int primary key, thing_id int references things);
-- finds: table public.things

-- passes: columns that several tables share
create table stamped (created_at timestamptz, updated_at timestamptz);
create table users (id int primary key, name text) inherits (stamped);
create table posts (id int primary key, title text) inherits (stamped);

-- skips: partitions
create table sales (id int, day date) partition by range (day);
create table sales_2025 partition of sales for values from ('2025-01-01') to ('2026-01-01');

-- skips: nothing inherits
create table t (id int primary key);
