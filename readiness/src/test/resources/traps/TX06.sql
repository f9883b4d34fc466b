-- fails: many a day
-- counters: 10
-- database: deadlocks=500

-- passes: one a week
-- counters: 30
-- database: deadlocks=4

-- passes: none
-- database: deadlocks=0
