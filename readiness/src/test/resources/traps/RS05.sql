-- fails: more than may be lost
-- evidence: LOSS_WINDOW failed 1 23 minutes, and 5 are allowed

-- fails: measured long ago
-- evidence: LOSS_WINDOW passed 80

-- passes: within what may be lost
-- evidence: LOSS_WINDOW passed 2 40 seconds

-- passes: better than last time
-- evidence: LOSS_WINDOW failed 9
-- evidence: LOSS_WINDOW passed 2

-- unknown: a drill that measured only how long it took
-- evidence: DRILL passed 1
