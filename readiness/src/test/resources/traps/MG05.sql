-- fails: two wait
-- evidence: PENDING_MIGRATIONS failed 1 V8 and V9 are not applied
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- fails: nobody has looked for months
-- evidence: PENDING_MIGRATIONS passed 90
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- passes: none waits
-- evidence: PENDING_MIGRATIONS passed 1
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- passes: applied since
-- evidence: PENDING_MIGRATIONS failed 2
-- evidence: PENDING_MIGRATIONS passed 1
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- skips: no tool, so nothing can be pending
create table users (id int primary key);

-- unknown: the history alone does not say what is missing in it
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- fails: a revision of ours
-- evidence: PENDING_MIGRATIONS failed 0 not applied: 4f1c09ab2e7d (users)
create table pgsteady_revisions (revision text primary key, state text, applied_at timestamptz);

-- passes: our revisions, found today
-- evidence: PENDING_MIGRATIONS passed 0
create table pgsteady_revisions (revision text primary key, state text, applied_at timestamptz);
