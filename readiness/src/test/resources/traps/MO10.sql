-- fails: three quarters
-- database: multixact=1700000000

-- passes: where autovacuum freezes anyway
-- database: multixact=450000000

-- passes: young
-- database: multixact=1
