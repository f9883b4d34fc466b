-- fails: past its end
-- server: number=130023 version=13.23 at=2026-11-20T00:00:00Z

-- fails: fixes missing
-- server: number=150010 version=15.10 at=2026-11-20T00:00:00Z
-- finds: server PostgreSQL 15

-- passes: the newest
-- server: number=180006 version=18.6 at=2026-11-20T00:00:00Z

-- passes: newer than anybody knew
-- server: number=170099 version=17.99 at=2028-11-20T00:00:00Z

-- unknown: nothing newer is known, but it is long since
-- server: number=180006 version=18.6 at=2027-11-20T00:00:00Z

-- unknown: a major version of tomorrow
-- server: number=190000 version=19.0 at=2026-11-20T00:00:00Z
