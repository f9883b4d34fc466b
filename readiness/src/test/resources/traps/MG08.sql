-- fails: one stray
create role trap_dev nologin;
create table a (id int primary key);
create table b (id int primary key);
create table c (id int primary key);
alter table c owner to trap_dev;
-- finds: schema public

-- passes: one owner
create table a (id int primary key);
create table b (id int primary key);

-- passes: each schema its own owner
create role trap_billing nologin;
create schema billing;
create table a (id int primary key);
create table billing.b (id int primary key);
alter table billing.b owner to trap_billing;
