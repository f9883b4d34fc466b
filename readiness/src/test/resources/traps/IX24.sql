-- fails: it carries the whole text
create table t (id int primary key, a text, b text);
create index heavy on t (a, b);
-- rows: t 100000
-- use: t bytes=30_000_000
-- index: heavy bytes=45_000_000 scans=1
-- finds: index public.heavy

-- passes: mostly empty, which another rule says
create table t (id int primary key, a bigint);
create index swollen on t (a);
-- rows: t 100000
-- use: t bytes=30_000_000
-- column: t a width=8
-- index: swollen bytes=45_000_000 scans=1

-- passes: words of each text
create table t (id int primary key, a tsvector);
create index words on t using gin (a);
-- rows: t 100000
-- use: t bytes=30_000_000
-- index: words bytes=45_000_000 scans=1

-- passes: the key of a link table
create table t (a text, b text, primary key (a, b));
-- rows: t 100000
-- use: t bytes=30_000_000
-- index: t_pkey bytes=45_000_000 scans=1

-- passes: small
create table t (id int primary key, a bigint);
create index on t (a);
