-- fails: looked for, and not complete
-- evidence: RUNBOOK failed 3 it names no command

-- passes: there is one
-- evidence: RUNBOOK passed 3

-- passes: there is one, though not what the last drill ran
-- evidence: RUNBOOK passed 30
-- evidence: RUNBOOK failed 1 the drill ran other commands

-- unknown: nothing has recorded one
-- evidence: DRILL passed 1
