-- fails: an application in clear text
-- session: role=app client=10.0.0.7 tls=false
-- session: role=other client=10.0.0.8 tls=true
-- finds: role app

-- passes: all encrypted
-- session: role=app client=10.0.0.7 tls=true
-- session: role=app client=127.0.0.1 tls=false

-- skips: nobody from afar
-- session: role=app client=127.0.0.1 tls=false
-- session: role=app

-- unknown: other roles' addresses are hidden
-- session: role=app
-- hidden: SESSIONS
