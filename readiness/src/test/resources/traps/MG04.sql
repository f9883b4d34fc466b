-- fails: a file is not what ran
-- evidence: MIGRATION_FILES failed 1 V7 has another checksum
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- fails: compared long ago
-- evidence: MIGRATION_FILES passed 31
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- passes: as they ran
-- evidence: MIGRATION_FILES passed 2
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- passes: put back
-- evidence: MIGRATION_FILES failed 2
-- evidence: MIGRATION_FILES passed 1
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- skips: nothing was ever applied
create table users (id int primary key);

-- unknown: checksums that nobody compared
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- fails: a revision of ours
-- evidence: MIGRATION_FILES failed 0 4f1c09ab2e7d (users) was edited
create table pgsteady_revisions (revision text primary key, state text, applied_at timestamptz);

-- passes: our revisions, found today
-- evidence: MIGRATION_FILES passed 0
create table pgsteady_revisions (revision text primary key, state text, applied_at timestamptz);
