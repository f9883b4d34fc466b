-- fails: all the time
-- statements: loaded=true installed=true evictions=5000

-- passes: hardly ever
-- statements: loaded=true installed=true evictions=3

-- skips: not in use
-- statements: loaded=false

-- unknown: not to be read
-- statements: loaded=true installed=true
