-- fails: the whole Internet
-- setting: listen_addresses = *
-- hba: host app app 0.0.0.0 scram-sha-256 netmask=0.0.0.0
-- finds: hba host app app 0.0.0.0/0 scram-sha-256

-- fails: the word for it
-- hba: hostssl app app all scram-sha-256

-- fails: the other Internet
-- hba: hostssl app app :: scram-sha-256 netmask=::

-- passes: one network
-- hba: hostssl app app 10.0.0.0 scram-sha-256 netmask=255.0.0.0

-- passes: everybody is turned away
-- hba: host all all 0.0.0.0 reject netmask=0.0.0.0

-- passes: a certificate is asked for
-- hba: hostssl app app 0.0.0.0 cert netmask=0.0.0.0

-- unknown: the role may not read the file
