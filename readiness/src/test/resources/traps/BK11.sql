-- fails: the newest says no
-- evidence: DRILL passed 10
-- evidence: DRILL failed 1 42 rows are missing

-- passes: mended since
-- evidence: DRILL failed 10
-- evidence: DRILL passed 1

-- passes: old, but it passed
-- evidence: DRILL passed 100

-- unknown: never tried
