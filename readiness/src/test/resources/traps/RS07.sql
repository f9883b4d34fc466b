-- fails: nobody could log in afterwards
-- evidence: RESTORED_CONFIGURATION failed 4 role app is missing

-- fails: proved long ago
-- evidence: RESTORED_CONFIGURATION passed 31

-- passes: all came back
-- evidence: RESTORED_CONFIGURATION passed 4

-- passes: the second try
-- evidence: RESTORED_CONFIGURATION failed 4
-- evidence: RESTORED_CONFIGURATION passed 3

-- unknown: the rows came back, of the rest nobody knows
-- evidence: DRILL passed 1
