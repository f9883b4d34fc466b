-- fails: granted by hand, table by table
create role trap_app login;
create table a (id int primary key);
create table b (id int primary key);
grant select, insert on a, b to trap_app;
-- finds: role postgres

-- passes: the next one will be granted too
create role trap_app login;
create table a (id int primary key);
create table b (id int primary key);
grant select, insert on a, b to trap_app;
alter default privileges in schema public grant select, insert on tables to trap_app;

-- passes: nobody but the owner
create table a (id int primary key);
create table b (id int primary key);
