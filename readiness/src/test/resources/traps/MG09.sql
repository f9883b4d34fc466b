-- fails: the copy from before
create table users (id int primary key);
create table users_old (id int);
create table users_backup_20240101 (id int);
-- finds: table public.users_old
-- finds: table public.users_backup_20240101

-- passes: a word that only sounds like it
create table news (id int primary key);
create table ticket_new (id int primary key);

-- passes: in use
create table prices (id int primary key);
create table prices_old (id int primary key);
create table audit (id int primary key, price_id int references prices_old);

-- passes: partitions
create table log (id int, at date) partition by range (at);
create table log_2024 partition of log for values from ('2024-01-01') to ('2025-01-01');
