-- fails: one chain
-- evidence: BACKUP_RETENTION failed 1 one full backup is kept, and the policy asks for two

-- fails: compared long ago
-- evidence: BACKUP_RETENTION passed 45

-- passes: as the policy says
-- evidence: BACKUP_RETENTION passed 30

-- passes: mended since
-- evidence: BACKUP_RETENTION failed 9
-- evidence: BACKUP_RETENTION passed 8

-- unknown: many backups ran, nobody knows how many are left
-- evidence: BACKUP passed 0
-- evidence: BACKUP passed 1
-- evidence: BACKUP passed 2
