-- fails: somebody was at it
-- evidence: DDL_WATCH failed 1 ALTER TABLE users by role ann
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- fails: not looked at for long
-- evidence: DDL_WATCH passed 60
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- passes: only migrations
-- evidence: DDL_WATCH passed 3
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- passes: written as a migration since
-- evidence: DDL_WATCH failed 3
-- evidence: DDL_WATCH passed 1
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- skips: without migrations every change is outside them
create table users (id int primary key);

-- unknown: a trigger that writes down, and nobody who reads
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);
create table changes (id bigint generated always as identity primary key, tag text);
create function note() returns event_trigger language plpgsql as $$begin insert into changes(tag) values (tg_tag); end$$;
create event trigger trap_note on ddl_command_end execute function note();

-- passes: compared this week
-- evidence: MIGRATION_STATE passed 6
create table pgsteady_revisions (revision text primary key, message text, checksum text, state text);

-- passes: compared this week, and what was found is another rule's
-- evidence: MIGRATION_STATE failed 2 the database has a table besides
create table pgsteady_revisions (revision text primary key, message text, checksum text, state text);

-- fails: compared too seldom to watch
-- evidence: MIGRATION_STATE passed 8
create table pgsteady_revisions (revision text primary key, message text, checksum text, state text);

-- fails: somebody was at it, and a comparison does not say who
-- evidence: DDL_WATCH failed 1 ALTER TABLE users by role ann
-- evidence: MIGRATION_STATE passed 0
create table pgsteady_revisions (revision text primary key, message text, checksum text, state text);

-- unknown: a trial of the way back looks at no database
-- evidence: ROLLBACK_PROOF passed 0
create table pgsteady_revisions (revision text primary key, message text, checksum text, state text);
