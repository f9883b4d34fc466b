-- fails: one in five
-- database: commits=80000 rollbacks=20000

-- passes: one in a hundred
-- database: commits=99000 rollbacks=1000

-- skips: hardly any yet
-- database: commits=50 rollbacks=50
