-- fails: a second superuser
-- fix: shows AC20 TX05
create role trap_app login;
create role trap_boss login superuser;
-- finds: role trap_boss

-- fails: the application is a superuser
create role trap_app login;
-- session: role=postgres database=here application=node
-- finds: role postgres

-- fails: nobody else can log in
create table t (id int primary key);

-- passes: an administrator at work, and a look at another database
create table t (id int primary key);
create role trap_app login;
-- session: role=postgres database=here application=psql
-- session: role=postgres database=other application=node

-- passes: a hosting service's own
create table t (id int primary key);
create role trap_app login;

-- passes: a superuser that cannot log in
create table t (id int primary key);
create role trap_app login;
create role trap_group nologin superuser;
