-- fails: what came back was not what was there
-- evidence: DRILL failed 3 two tables differ

-- passes: compared
-- evidence: DRILL passed 3

-- unknown: never
