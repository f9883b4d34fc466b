-- fails: it does not go back
-- evidence: ROLLBACK_PROOF failed 1 the downgrade of V7 fails on a foreign key
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- fails: tried long ago
-- evidence: ROLLBACK_PROOF passed 45
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- passes: there and back
-- evidence: ROLLBACK_PROOF passed 5
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- passes: the second try
-- evidence: ROLLBACK_PROOF failed 5
-- evidence: ROLLBACK_PROOF passed 4
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- skips: no migration, no last one
create table users (id int primary key);

-- unknown: a drill to now is not the way back
-- evidence: DRILL passed 1
create table flyway_schema_history (installed_rank int primary key, version text, checksum int, success bool);

-- fails: a revision of ours
-- evidence: ROLLBACK_PROOF failed 0 4f1c09ab2e7d (users) has no way back
create table pgsteady_revisions (revision text primary key, state text, applied_at timestamptz);

-- passes: our revisions, found today
-- evidence: ROLLBACK_PROOF passed 0
create table pgsteady_revisions (revision text primary key, state text, applied_at timestamptz);
