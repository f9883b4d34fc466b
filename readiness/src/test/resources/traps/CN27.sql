-- fails: no columns at all
create table left_over ();
-- finds: table public.left_over

-- fails: numbers that nobody refers to
create table numbers (id bigserial primary key);
-- finds: table public.numbers

-- passes: a list of words
create table words (word text primary key);

-- passes: numbers that others refer to
create table things (id bigint generated always as identity primary key);
create table cars (id bigint primary key references things, plate text);

-- passes: a shape for others
create table shape ();
create table t (id int primary key, name text) inherits (shape);

-- passes: what a tool keeps
create table alembic_version (version_num varchar(32) primary key);
