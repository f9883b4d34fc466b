-- fails: its slot waits
-- slot: standby_1 active=false retained=1000
-- finds: slot standby_1

-- fails: commits wait
-- setting: synchronous_standby_names = standby_1
-- finds: setting synchronous_standby_names

-- passes: connected
-- setting: synchronous_standby_names = standby_1
-- standby: standby_1 lag=0

-- passes: one of two is there
-- slot: standby_1 active=true
-- slot: standby_2 active=false

-- passes: WAL goes to an archive by a slot
-- slot: receive_wal active=true

-- skips: nobody asked for one
select 1;

-- skips: logical decoding is no standby
-- slot: change_feed physical=false active=false

-- skips: itself
-- server: standby=true
-- setting: synchronous_standby_names = standby_1
