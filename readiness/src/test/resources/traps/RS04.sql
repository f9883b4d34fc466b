-- fails: measured long ago
-- evidence: DRILL passed 90

-- passes: measured lately
-- evidence: DRILL passed 3 restored in 41 s

-- unknown: never
