-- fails: all day long
-- counters: 10
-- database: temporary=900000000000
-- finds: setting work_mem

-- passes: an index was built
-- counters: 1
-- database: temporary=4000000000

-- passes: much, over a year
-- counters: 365
-- database: temporary=900000000000

-- passes: none
-- database: temporary=0
