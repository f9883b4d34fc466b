-- fails: a rejection behind a wider line
-- hba: host all all 10.0.0.0 scram-sha-256 netmask=255.0.0.0 line=1
-- hba: host all app 10.1.0.0 reject netmask=255.255.0.0 line=2
-- finds: hba host all app 10.1.0.0/16 reject

-- fails: behind the word all
-- hba: host all all all scram-sha-256 line=1
-- hba: hostssl app app 10.1.0.0 cert netmask=255.255.0.0 line=2

-- passes: narrow before wide
-- hba: host all app 10.1.0.0 reject netmask=255.255.0.0 line=1
-- hba: host all all 10.0.0.0 scram-sha-256 netmask=255.0.0.0 line=2

-- passes: all databases are not replication
-- hba: host all all 10.0.0.0 scram-sha-256 netmask=255.0.0.0 line=1
-- hba: host replication standby 10.0.0.0 scram-sha-256 netmask=255.0.0.0 line=2

-- passes: IPv4 is not IPv6, and encrypted is not everything
-- hba: hostssl all all 0.0.0.0 scram-sha-256 netmask=0.0.0.0 line=1
-- hba: host all all 10.0.0.0 reject netmask=255.0.0.0 line=2
-- hba: hostssl all all ::1 scram-sha-256 netmask=ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff line=3

-- unknown: the role may not read the file
