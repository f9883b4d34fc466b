-- fails: the last copy is old
-- evidence: OFFSITE_COPY passed 12

-- fails: tried, and it is the same disk
-- evidence: OFFSITE_COPY failed 0 the target is on the device of the data directory

-- passes: this week
-- evidence: OFFSITE_COPY passed 6

-- passes: today's copy failed, yesterday's is there
-- evidence: OFFSITE_COPY passed 1
-- evidence: OFFSITE_COPY failed 0

-- unknown: a backup may lie beside the database
-- evidence: BACKUP passed 0
