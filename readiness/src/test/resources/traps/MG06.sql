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
