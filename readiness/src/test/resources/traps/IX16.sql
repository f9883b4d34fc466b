-- fails: names that begin with
create table people (id int primary key, name text);
create index on people (id, name text_pattern_ops);
-- rows: people 500000
-- plan: "select * from people where name like $1" scan=people kept=2500 pattern=name
-- finds: table public.people

-- fails: whatever the case, for which only trigrams do
create table people (id int primary key, name text);
create index on people (name text_pattern_ops);
-- rows: people 500000
-- plan: "select * from people where name ilike $1" scan=people kept=2500 ilike=name
-- finds: table public.people

-- passes: an index by bytes
create table people (id int primary key, name text, nick varchar(40));
create index on people (name text_pattern_ops);
create index on people (nick varchar_pattern_ops, id);
-- rows: people 500000
-- plan: "select * from people where name like $1" scan=people kept=2500 pattern=name
-- plan: "select * from people where nick like $1" scan=people kept=2500 pattern=nick

-- passes: trigrams
create extension pg_trgm;
create table people (id int primary key, name text);
create index on people using gin (name gin_trgm_ops);
-- rows: people 500000
-- plan: "select * from people where name ilike $1" scan=people kept=2500 ilike=name

-- passes: a column in the order of bytes
create table people (id int primary key, name text collate "C");
create index on people (name);
-- rows: people 500000
-- plan: "select * from people where name like $1" scan=people kept=2500 pattern=name

-- passes: equality
create table people (id int primary key, name text);
-- rows: people 500000
-- plan: "select * from people where name = $1" scan=people kept=2500 equal=name

-- unknown: the main queries are not known
create table people (id int primary key, name text);
-- rows: people 500000
