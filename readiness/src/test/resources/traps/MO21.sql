-- fails: most of them
-- counted: checkpoints=300/2000
-- finds: setting max_wal_size

-- passes: most come by time
-- counted: checkpoints=3000/200

-- passes: a load on a new server
-- counted: checkpoints=3/30

-- passes: none yet
-- counted: checkpoints=0/0
