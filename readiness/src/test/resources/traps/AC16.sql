-- fails: the application owns what it uses
create role trap_app login;
create table t (id int primary key);
alter table t owner to trap_app;
-- finds: role trap_app

-- fails: a schema of the administrator, with a reference within it
create role trap_app login;
create schema shop;
grant usage, create on schema shop to trap_app;
create table shop.customer (id int primary key);
create table shop.purchase (id serial primary key, customer_id int references shop.customer);
alter table shop.customer owner to trap_app;
alter table shop.purchase owner to trap_app;
-- after: set role trap_app; insert into shop.customer values (1); insert into shop.purchase (customer_id) values (1); reset role
-- finds: role trap_app

-- passes: a role that cannot log in owns it
create role trap_owner nologin;
create role trap_app login;
create table t (id int primary key);
alter table t owner to trap_owner;
grant select, insert, update, delete on t to trap_app;

-- passes: the administrator owns it
create role trap_app login;
create table t (id int primary key);
grant select, insert on t to trap_app;

-- skips: no tables
create role trap_app login;
