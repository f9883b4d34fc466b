-- fails: an exporter with all rights
-- fix: shows TX05
create role trap_exporter login superuser;
-- finds: role trap_exporter

-- fails: told by its application name
-- session: role=postgres application=postgres_exporter
-- finds: role postgres

-- passes: what it needs
create role trap_exporter login;
grant pg_monitor to trap_exporter;

-- passes: an administrator
-- session: role=postgres application=psql
