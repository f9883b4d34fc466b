-- fails: the application owns what it uses
create role trap_app login;
create table t (id int primary key);
alter table t owner to trap_app;
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
