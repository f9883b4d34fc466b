-- fails: somebody looked, and anybody may read
-- evidence: BACKUP_PROTECTION failed 1 the files are readable by every user

-- fails: mended once, open again
-- evidence: BACKUP_PROTECTION passed 20
-- evidence: BACKUP_PROTECTION failed 2

-- passes: encrypted and private
-- evidence: BACKUP_PROTECTION passed 3

-- passes: closed after it was found open
-- evidence: BACKUP_PROTECTION failed 3
-- evidence: BACKUP_PROTECTION passed 2

-- unknown: a copy elsewhere may be open too
-- evidence: OFFSITE_COPY passed 0
