-- fails: long ago
-- evidence: DRILL passed 31

-- fails: tried, never passed
-- evidence: DRILL failed 2

-- passes: within the month
-- evidence: DRILL passed 30

-- passes: one passed, though a later one failed
-- evidence: DRILL passed 10
-- evidence: DRILL failed 1

-- unknown: a backup is not a drill
-- evidence: BACKUP passed 0
