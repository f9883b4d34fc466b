-- fails: pages read again and again
-- counted: subtransactions=4000000/300000

-- passes: used, and the cache is large enough
-- counted: subtransactions=90000000/20

-- passes: a start reads a few
-- counted: subtransactions=0/40

-- passes: a year's worth of rare misses
-- counted: subtransactions=90000000/12000
