-- fails: they differ
-- evidence: MIGRATION_STATE failed 1 a column is in no file

-- fails: compared long ago
-- evidence: MIGRATION_STATE passed 100

-- passes: the same
-- evidence: MIGRATION_STATE passed 1

-- unknown: nobody has compared
