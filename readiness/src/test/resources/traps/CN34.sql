-- fails: Ann and ann
create table users (id int primary key, email text not null unique);
-- finds: column public.users.email

-- fails: within a tenant too
create table users (id int primary key, tenant_id int not null, email varchar(200) not null, unique (tenant_id, email));
-- finds: column public.users.email

-- passes: unique by lower()
create table users (id int primary key, email text not null);
create unique index on users (lower(email));

-- passes: unique twice, once by lower()
create table users (id int primary key, email text not null unique);
create unique index on users (lower(email));

-- passes: citext
create extension citext;
create table users (id int primary key, email citext not null unique);

-- passes: stored in lower case
create table users (id int primary key, email text not null unique check (email = lower(email)));

-- passes: a collation that ignores case
create collation nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create table users (id int primary key, email text collate nocase not null unique);
