-- fails: nobody comes for it
-- slot: gone active=false retained=5000000000 status=extended
-- finds: slot gone

-- fails: out of what was allowed
-- slot: late active=true retained=100 status=lost

-- passes: in use
-- slot: standby active=true retained=5000000000 status=reserved

-- passes: a restart of its reader
-- slot: standby active=false retained=1000000 status=reserved

-- passes: none
