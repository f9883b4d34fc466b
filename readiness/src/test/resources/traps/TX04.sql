-- fails: hours
-- session: role=app state=active transaction=8000
-- finds: role app

-- passes: seconds
-- session: role=app state=active transaction=12

-- passes: a dump takes its time
-- session: role=backup application=pg_dump state=active transaction=8000

-- unknown: other roles' sessions are hidden
-- hidden: SESSIONS
