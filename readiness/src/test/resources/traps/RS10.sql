-- fails: reviewed, and nobody is named
-- evidence: RUNBOOK_REVIEW failed 1 no name and no number

-- fails: the people have changed since
-- evidence: RUNBOOK_REVIEW passed 400

-- passes: reviewed
-- evidence: RUNBOOK_REVIEW passed 200

-- passes: written since
-- evidence: RUNBOOK_REVIEW failed 5
-- evidence: RUNBOOK_REVIEW passed 4

-- unknown: there is a runbook, of what contents nobody knows
-- evidence: RUNBOOK passed 1
