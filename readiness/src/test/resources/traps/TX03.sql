-- fails: an hour of nothing
-- session: role=app state="idle in transaction" transaction=4000 since=3900
-- finds: role app

-- passes: idle outside a transaction
-- session: role=app state=idle since=90000

-- passes: between two statements
-- session: role=app state="idle in transaction" transaction=5000 since=2

-- unknown: other roles' sessions are hidden
-- session: role=app state=
-- hidden: SESSIONS
