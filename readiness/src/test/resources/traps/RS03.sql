-- fails: the drill ran other commands
-- evidence: DRILL passed 1
-- evidence: RUNBOOK failed 1 the drill ran other commands

-- passes: the drill ran it
-- evidence: DRILL passed 1
-- evidence: RUNBOOK passed 1

-- unknown: nobody has run anything
-- evidence: RUNBOOK passed 1
