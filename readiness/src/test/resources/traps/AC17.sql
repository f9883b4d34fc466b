-- fails: makes roles
create role trap_app login createrole;
-- finds: role trap_app

-- fails: passes all policies
create role trap_app login bypassrls;

-- fails: replicates and writes
-- fix: shows TX05
create role trap_app login replication;
create table t (id int primary key);
grant select, insert on t to trap_app;

-- passes: replicates and does nothing else
create role trap_standby login replication;

-- passes: nobody can log in as it
create role trap_admin nologin createrole bypassrls;

-- passes: may make databases, nothing more
create role trap_dev login createdb;
