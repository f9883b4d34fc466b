-- fails: for the whole server
-- setting: synchronous_commit = off
-- finds: setting synchronous_commit

-- fails: for a role
create role trap_app login;
-- setting: synchronous_commit = on
alter role trap_app set synchronous_commit = off;
-- finds: role trap_app

-- passes: as it comes
-- setting: synchronous_commit = on

-- passes: local disk, not the standby's
create role trap_app login;
-- setting: synchronous_commit = on
alter role trap_app set synchronous_commit = local;
