-- fails: tags in an array
create table t (id int primary key, tags text[]);
create index tags on t (tags);
-- finds: index public.tags

-- fails: a document
create table t (id int primary key, data jsonb);
create index docs on t (data);
-- finds: index public.docs

-- passes: GIN
create table t (id int primary key, tags text[], data jsonb);
create index on t using gin (tags);
create index on t using gin (data);

-- passes: one field of a document
create table t (id int primary key, data jsonb);
create index on t ((data ->> 'name'));

-- passes: unique as a whole
create table t (id int primary key, path int[] unique);
