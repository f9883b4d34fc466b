-- fails: they differ
-- evidence: MIGRATION_STATE failed 1 a column is in no file

-- fails: compared long ago
-- evidence: MIGRATION_STATE passed 100

-- passes: the same
-- evidence: MIGRATION_STATE passed 1

-- unknown: nobody has compared

-- fails: a revision of ours
-- evidence: MIGRATION_STATE failed 0 the database has TABLE public.stray, and no revision does
create table pgsteady_revisions (revision text primary key, state text, applied_at timestamptz);

-- passes: our revisions, found today
-- evidence: MIGRATION_STATE passed 0
create table pgsteady_revisions (revision text primary key, state text, applied_at timestamptz);
