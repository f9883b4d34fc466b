-- fails: a dump that lacks them
-- evidence: BACKUP passed 0
-- evidence: GLOBALS failed 0 the dump names 4 roles and holds none

-- fails: long ago
-- evidence: GLOBALS passed 8

-- passes: beside the dump
-- evidence: GLOBALS passed 0

-- passes: the newest dump has none yet, yesterday's has
-- evidence: GLOBALS passed 1
-- evidence: GLOBALS failed 0

-- unknown: a backup ran, of what nobody knows
-- evidence: BACKUP passed 0
