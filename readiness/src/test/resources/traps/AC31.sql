-- fails: set up for a role, and not loaded
create role trap_app login;
alter role trap_app set pgaudit.log = 'ddl, role';
-- setting: shared_preload_libraries = pg_stat_statements
-- finds: setting shared_preload_libraries

-- fails: loaded, and it writes nothing
-- setting: shared_preload_libraries = pg_stat_statements, pgaudit
-- setting: pgaudit.log = none
-- setting: pgaudit.role = 
-- finds: setting pgaudit.log

-- passes: changes of the schema and of roles
-- setting: shared_preload_libraries = pgaudit
-- setting: pgaudit.log = ddl, role

-- passes: by object
-- setting: shared_preload_libraries = pgaudit
-- setting: pgaudit.log = none
-- setting: pgaudit.role = auditor

-- passes: for one role
create role trap_app login;
alter role trap_app set pgaudit.log = 'write';
-- setting: shared_preload_libraries = pgaudit

-- skips: nobody asks for it
-- setting: shared_preload_libraries = pg_stat_statements

-- unknown: which libraries are loaded is hidden
create role trap_app login;
alter role trap_app set pgaudit.log = 'write';
-- unset: shared_preload_libraries
-- hidden: SETTINGS
