-- fails: full in every row
create table t (id int primary key, name text not null, email text, note text);
-- rows: t 50000
-- column: t email nulls=0 distinct=-1
-- column: t note nulls=0.4 distinct=-1
-- finds: table public.t

-- passes: it has not happened to every row yet, or is emptied with the parent
create table p (id int primary key);
create table t (id int primary key, name text not null, shipped_at timestamptz, deleted_at timestamptz,
  p_id int references p on delete set null);
-- rows: t 50000
-- column: t shipped_at nulls=0
-- column: t deleted_at nulls=0
-- column: t p_id nulls=0

-- passes: a check says it
create table t (id int primary key, name text not null, email text check (email is not null));
-- rows: t 50000
-- column: t email nulls=0

-- passes: too few rows to tell
create table t (id int primary key, name text not null, email text);
-- rows: t 500
-- column: t email nulls=0

-- passes: most rows came after the statistics
create table t (id int primary key, name text not null, email text);
-- rows: t 50000
-- use: t modified=40000
-- column: t email nulls=0

-- unknown: the statistics are hidden
create table t (id int primary key, name text not null, email text);
-- rows: t 50000
-- hidden: COLUMN_STATISTICS
