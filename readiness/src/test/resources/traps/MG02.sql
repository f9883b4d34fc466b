-- fails: Flyway
create table flyway_schema_history (installed_rank int primary key, version text, success bool);
-- history: flyway_schema_history 1
-- finds: table public.flyway_schema_history

-- fails: golang-migrate
create table schema_migrations (version bigint primary key, dirty boolean not null);
-- history: schema_migrations 1

-- fails: a lock that nobody gives back
create table databasechangelog (id text, author text, filename text);
create table databasechangeloglock (id int primary key, locked boolean, lockgranted timestamp, lockedby text);
-- history: databasechangeloglock 1
-- finds: table public.databasechangeloglock

-- passes: all went well
create table flyway_schema_history (installed_rank int primary key, version text, success bool);
-- history: flyway_schema_history 0

-- skips: Rails keeps what succeeded
create table schema_migrations (version text primary key);

-- skips: one's own table of that name
create table flyway_schema_history (id int primary key, success text);
-- history: flyway_schema_history 1

-- skips: none
create table users (id int primary key);

-- unknown: not to be read
create table flyway_schema_history (installed_rank int primary key, version text, success bool);
-- history: flyway_schema_history hidden

-- unknown: nobody looked
create table flyway_schema_history (installed_rank int primary key, version text, success bool);

-- fails: a revision of ours
create table pgsteady_revisions (revision text primary key, state text, applied_at timestamptz);
-- history: pgsteady_revisions 1
-- finds: table public.pgsteady_revisions

-- passes: our revisions are whole
create table pgsteady_revisions (revision text primary key, state text, applied_at timestamptz);
-- history: pgsteady_revisions 0
