-- fails: for a role
create role trap_app login;
alter role trap_app set session_replication_role = replica;
-- finds: role trap_app

-- passes: nobody
create role trap_app login;
alter role trap_app set search_path = app;

-- passes: said out loud
create role trap_app login;
alter role trap_app set session_replication_role = origin;
