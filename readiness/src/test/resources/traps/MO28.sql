-- fails: reset the day before yesterday
-- counters: 2

-- passes: a month's worth
-- counters: 30

-- passes: a week's, just so
-- counters: 7
