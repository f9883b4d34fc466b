-- fails: since the morning
-- session: role=report database=here state=active transaction=20000
-- finds: role report

-- fails: nobody will commit it
-- prepared: gid-1 app here 20000

-- passes: another database's tables
-- session: role=report database=other state=active transaction=20000

-- passes: an hour
-- session: role=report database=here state=active transaction=3600

-- unknown: other roles' sessions are hidden
-- hidden: SESSIONS
