-- fails: nearly full
-- setting: max_connections = 6
-- setting: superuser_reserved_connections = 3
-- session: role=app
-- session: role=app
-- session: role=app

-- passes: room enough
-- setting: max_connections = 100
-- session: role=app
-- session: role=app

-- passes: nobody
-- setting: max_connections = 6
