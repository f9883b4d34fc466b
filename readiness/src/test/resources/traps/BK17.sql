-- fails: made for backups, and it may do all
create role trap_backup superuser login;
-- finds: role trap_backup

-- fails: the application's password on the backup's machine
-- session: role=shop database=here application=pg_dump
-- session: role=shop database=here application="PostgreSQL JDBC Driver"
-- finds: role shop

-- passes: a role of its own
create role trap_backup replication login;
-- session: role=trap_backup database=here application=pg_basebackup

-- passes: the server's own superuser on its own machine
-- session: role=postgres database=here application="pgBackRest [backup]"

-- passes: a dump by hand beside a prompt
-- session: role=ann database=here application=pg_dump
-- session: role=ann database=here application=psql

-- passes: the application is elsewhere
-- session: role=shop database=here application=pg_dump
-- session: role=shop database=other application="PostgreSQL JDBC Driver"

-- skips: nothing shows it
create role trap_app login;
