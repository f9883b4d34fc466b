-- fails: it lacks an extension
-- evidence: RESTORE_HOST failed 1 postgis is not installed

-- fails: it was good in spring
-- evidence: RESTORE_HOST passed 120

-- passes: compared
-- evidence: RESTORE_HOST passed 3

-- passes: installed since
-- evidence: RESTORE_HOST failed 2
-- evidence: RESTORE_HOST passed 1

-- unknown: a drill on the source's own host
-- evidence: DRILL passed 1
