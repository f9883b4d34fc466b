-- fails: runs programs on the server
create role trap_app login;
grant pg_execute_server_program to trap_app;
-- finds: role trap_app

-- fails: through another role
create role trap_files nologin;
grant pg_write_server_files to trap_files;
create role trap_app login;
grant trap_files to trap_app;

-- passes: watches
create role trap_watch login;
grant pg_monitor to trap_watch;

-- passes: nobody is a member of the group
create role trap_files nologin;
grant pg_write_server_files to trap_files;
create role trap_app login;
