-- fails: no limit
create role trap_app login;
-- finds: role trap_app

-- fails: a limit that limits nothing
create role trap_app login connection limit 100000;

-- passes: limited
create role trap_app login connection limit 20;

-- passes: superusers and groups are not counted
create role trap_app login connection limit 20;
create role trap_group nologin;

-- skips: nobody but superusers
create role trap_group nologin;
