-- fails: a crash that the postmaster outlived
-- server: started=2000 made=9000
-- counted: discarded=7000

-- fails: down and up again in good order, for the record
-- server: started=3 made=9000

-- passes: up for weeks
-- server: started=2000 made=9000

-- passes: a crash of last week
-- server: started=2000 made=9000
-- counted: discarded=600000

-- skips: new this morning
-- server: started=3 made=4
-- counted: discarded=14000
