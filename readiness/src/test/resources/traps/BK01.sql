-- fails: days ago
-- evidence: BACKUP passed 5

-- fails: tried and failed
-- evidence: BACKUP failed 0

-- passes: today
-- evidence: BACKUP passed 0

-- passes: a good one yesterday, whatever failed since
-- evidence: BACKUP passed 1
-- evidence: BACKUP failed 0

-- unknown: nothing has recorded one
-- evidence: DRILL passed 1
