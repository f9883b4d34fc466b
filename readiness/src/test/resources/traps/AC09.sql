-- fails: three weeks left
-- server: at=2026-11-20T10:00:00Z
-- setting: ssl = on
-- setting: listen_addresses = *
-- certificate: host=db.example.org until=2026-12-11T00:00:00Z
-- finds: certificate db.example.org:5432

-- fails: over
-- server: at=2026-11-20T10:00:00Z
-- setting: ssl = on
-- setting: listen_addresses = *
-- certificate: host=db.example.org until=2026-11-19T00:00:00Z

-- fails: as the package made it
-- server: at=2026-11-20T10:00:00Z
-- setting: ssl = on
-- setting: listen_addresses = *
-- certificate: host=db.example.org self=true

-- fails: for another machine
-- server: at=2026-11-20T10:00:00Z
-- setting: ssl = on
-- setting: listen_addresses = *
-- certificate: host=db.example.org names=old.example.org,10.0.0.7

-- passes: months left, by an authority
-- server: at=2026-11-20T10:00:00Z
-- setting: ssl = on
-- setting: listen_addresses = *
-- certificate: host=db.example.org until=2027-01-20T00:00:00Z

-- passes: for all of a domain
-- server: at=2026-11-20T10:00:00Z
-- setting: ssl = on
-- setting: listen_addresses = *
-- certificate: host=db.example.org names=*.example.org

-- passes: through a tunnel its name says nothing
-- server: at=2026-11-20T10:00:00Z
-- setting: ssl = on
-- setting: listen_addresses = *
-- certificate: host=localhost names=db.example.org

-- passes: by an address, which no certificate lists
-- server: at=2026-11-20T10:00:00Z
-- setting: ssl = on
-- setting: listen_addresses = *
-- certificate: host=10.0.0.7 names=db.example.org

-- skips: the package's own, where nobody comes from afar
-- setting: ssl = on
-- setting: listen_addresses = localhost
-- certificate: host=localhost self=true

-- skips: there is none
-- setting: ssl = off
-- setting: listen_addresses = *

-- unknown: the check came by a socket
-- setting: ssl = on
-- setting: listen_addresses = *
-- certificate: the connection is by a Unix socket
