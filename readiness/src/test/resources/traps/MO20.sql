-- fails: a queue
-- session: role=app state=active transaction=400 since=400 blocked=1
-- session: role=app state=active transaction=300 since=40 blocked=2

-- passes: a moment
-- session: role=app state=active since=1 blocked=1

-- passes: long, and waiting for nobody
-- session: role=app state=active transaction=4000 since=4000 blocked=0

-- unknown: other roles' sessions are hidden
-- hidden: SESSIONS
