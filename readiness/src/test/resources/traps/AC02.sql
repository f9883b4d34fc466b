-- fails: clients may choose not to encrypt
-- setting: listen_addresses = *
-- hba: host app app 10.0.0.0 scram-sha-256 netmask=255.0.0.0
-- finds: hba host app app 10.0.0.0/8 scram-sha-256

-- fails: clients must not encrypt
-- hba: hostnossl app app all scram-sha-256

-- passes: encryption is asked for
-- hba: hostssl app app 10.0.0.0 scram-sha-256 netmask=255.0.0.0

-- passes: nothing leaves the machine
-- hba: local all all - peer
-- hba: host all all 127.0.0.1 scram-sha-256 netmask=255.255.255.255
-- hba: host all all ::1 scram-sha-256 netmask=ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff

-- passes: whoever does not encrypt was turned away before
-- hba: hostnossl all all 0.0.0.0 reject netmask=0.0.0.0 line=1
-- hba: host app app 10.0.0.0 scram-sha-256 netmask=255.0.0.0 line=2

-- unknown: the role may not read the file
