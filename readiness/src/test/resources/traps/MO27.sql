-- fails: sizes of all tables each ten seconds
-- counted: checkpoints=0/0
-- spent: app 90000000
-- spent: postgres_exporter 4000000
-- finds: role postgres_exporter

-- passes: hardly to be seen
-- counted: checkpoints=0/0
-- spent: app 90000000
-- spent: pgwatch 40000

-- skips: a quiet day, of which it is half
-- counted: checkpoints=0/0
-- spent: app 40000
-- spent: pgwatch 40000

-- skips: no monitoring that its role would show
-- counted: checkpoints=0/0
-- spent: app 90000000
