-- fails: older than the year
-- evidence: RUNBOOK passed 400

-- passes: this year's
-- evidence: RUNBOOK passed 100

-- unknown: there is none
