-- fails: not loaded
-- statements: loaded=false
-- finds: setting shared_preload_libraries

-- fails: loaded, but not here
-- statements: loaded=true installed=false

-- passes: in use
-- statements: loaded=true installed=true evictions=0

-- passes: in use, though its figures cannot be read
-- statements: loaded=true installed=true
