-- fails: a line for all is a line for superusers
-- setting: listen_addresses = *
-- hba: hostssl all all 10.0.0.0 scram-sha-256 netmask=255.0.0.0
-- finds: hba hostssl all all 10.0.0.0/8 scram-sha-256

-- fails: the superuser by name
-- hba: hostssl app postgres 10.0.0.0 scram-sha-256 netmask=255.0.0.0

-- passes: superusers were turned away before
-- hba: host all postgres 0.0.0.0 reject netmask=0.0.0.0 line=1
-- hba: hostssl all all 10.0.0.0 scram-sha-256 netmask=255.0.0.0 line=2

-- passes: only the application's role
-- hba: local all all - peer
-- hba: hostssl app app 10.0.0.0 scram-sha-256 netmask=255.0.0.0

-- passes: on this machine
-- hba: host all all 127.0.0.1 scram-sha-256 netmask=255.255.255.255

-- unknown: the role may not read the file
