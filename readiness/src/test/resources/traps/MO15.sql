-- fails: gigabytes
-- standby: replica state=streaming lag=3000000000
-- finds: standby replica

-- fails: minutes
-- standby: replica state=streaming lag=0 seconds=900

-- passes: a moment
-- standby: replica state=streaming lag=8192 seconds=1

-- skips: none
