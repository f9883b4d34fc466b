-- fails: half of what it was
-- evidence: BACKUP passed 0
-- evidence: BACKUP passed 1
-- evidence: BACKUP_TREND failed 0 2 GB after 5 GB the day before

-- passes: as ever
-- evidence: BACKUP passed 0
-- evidence: BACKUP passed 1
-- evidence: BACKUP_TREND passed 0

-- passes: it was found and mended
-- evidence: BACKUP_TREND failed 3
-- evidence: BACKUP_TREND passed 1

-- skips: the first backup has none before it
-- evidence: BACKUP passed 0

-- skips: failed runs have no size
-- evidence: BACKUP failed 0
-- evidence: BACKUP failed 1

-- unknown: two ran and nobody compared
-- evidence: BACKUP passed 0
-- evidence: BACKUP passed 1
