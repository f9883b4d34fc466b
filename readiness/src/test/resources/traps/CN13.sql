-- fails: a deleted name is taken for ever
create table t (id int primary key, email text not null, deleted_at timestamptz, constraint mails unique (email));
-- finds: index public.mails

-- fails: marked by a flag
create table t (id int primary key, slug text not null, is_deleted boolean not null default false, constraint slugs unique (slug));
-- finds: index public.slugs

-- fails: on a partitioned table
create table t (id int, slug text, deleted_at timestamptz) partition by range (id);
create table t_1 partition of t for values from (0) to (10);
create unique index slugs on t (slug, id);

-- passes: only living rows
create table t (id int primary key, email text not null, deleted_at timestamptz);
create unique index on t (email) where deleted_at is null;

-- passes: a random token never comes back
create table t (id int primary key, token text not null unique, api_key text unique, deleted_at timestamptz);

-- passes: nothing is marked as deleted
create table t (id int primary key, email text not null unique, updated_at timestamptz);
