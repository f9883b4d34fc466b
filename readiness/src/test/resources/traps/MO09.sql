-- fails: more than half
-- database: frozen=1200000000

-- passes: where autovacuum freezes anyway
-- database: frozen=250000000

-- passes: young
-- database: frozen=1000
