-- fails: a team that is gone
create role trap_old nologin;
create table orders (id int primary key);
create table users (id int primary key);
grant select, insert on orders, users to trap_old;
-- finds: role trap_old

-- passes: somebody is its member
create role trap_reader nologin;
create role trap_ann login in role trap_reader;
create table orders (id int primary key);
grant select on orders to trap_reader;

-- passes: it owns, which needs no login
create role trap_owner nologin;
create schema app authorization trap_owner;
create table app.orders (id int primary key);
alter table app.orders owner to trap_owner;
create table users (id int primary key);
grant select on users to trap_owner;

-- passes: it logs in itself
create role trap_app login;
create table orders (id int primary key);
grant select on orders to trap_app;

-- passes: what pgaudit watches by
create role trap_auditor nologin;
create table orders (id int primary key);
grant select on orders to trap_auditor;
-- setting: pgaudit.role = trap_auditor

-- passes: no rights at all
create role trap_old nologin;
