-- fails: nobody can come as it
create role trap_app login;
-- hba: host all all 10.0.0.0 scram-sha-256 netmask=255.0.0.0
-- hba: local all all - md5
-- finds: role trap_app

-- fails: its group is named
create role trap_team nologin;
create role trap_app login in role trap_team;
-- hba: local all postgres - peer
-- hba: host all +trap_team 10.0.0.0 scram-sha-256 netmask=255.0.0.0
-- finds: role trap_app

-- passes: by peer on this machine
create role trap_app login;
-- hba: local all all - peer
-- hba: host all all 10.0.0.0 scram-sha-256 netmask=255.0.0.0

-- passes: by certificate
create role trap_app login;
-- hba: hostssl all trap_app 10.0.0.0 cert netmask=255.0.0.0
-- hba: host all all 10.0.0.0 scram-sha-256 netmask=255.0.0.0

-- passes: it has one
create role trap_app login password 'correct horse battery';
-- hba: host all all 10.0.0.0 scram-sha-256 netmask=255.0.0.0

-- passes: a group
create role trap_team nologin;
-- hba: host all all 10.0.0.0 scram-sha-256 netmask=255.0.0.0

-- passes: no line serves it
create role trap_app login;
-- hba: host all postgres 10.0.0.0 scram-sha-256 netmask=255.0.0.0

-- unknown: the role may not read the file
create role trap_app login;
-- hba: hidden

-- passes: nobody is without, whatever the file says
create role trap_app login password 'correct horse battery';
-- hba: hidden
