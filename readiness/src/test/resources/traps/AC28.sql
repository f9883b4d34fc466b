-- fails: reports read password hashes
create role trap_ro login;
create table users (id int primary key, email text, password_hash text);
grant select on users to trap_ro;
-- finds: table public.users

-- fails: everybody reads tokens
create table keys (id int primary key, api_key text);
grant select on keys to public;

-- passes: the other columns only
create role trap_ro login;
create table users (id int primary key, email text, password_hash text);
grant select (id, email) on users to trap_ro;

-- passes: the application writes them
create role trap_app login;
create table users (id int primary key, email text, password_hash text);
grant select, insert, update on users to trap_app;

-- passes: not the secret itself
create role trap_ro login;
create table users (id int primary key, password_changed_at timestamptz, password_reset_required boolean, token_id int);
grant select on users to trap_ro;
