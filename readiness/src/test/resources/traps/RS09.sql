-- fails: long ago
-- evidence: POINT_IN_TIME_DRILL passed 60

-- passes: lately
-- evidence: POINT_IN_TIME_DRILL passed 6

-- unknown: a plain drill goes to the end, not to a point
-- evidence: DRILL passed 1
