-- fails: anybody may be anybody, from anywhere
-- hba: host all all 0.0.0.0 trust netmask=0.0.0.0
-- finds: hba host all all 0.0.0.0/0 trust

-- fails: a password in clear text
-- hba: host app app 10.0.0.0 password netmask=255.0.0.0

-- fails: the client's machine is believed
-- hba: host app app 10.0.0.5 ident netmask=255.255.255.255

-- fails: any account of this machine may be any role
-- hba: local all all - peer
-- hba: host all all 127.0.0.1 trust netmask=255.255.255.255
-- finds: hba host all all 127.0.0.1/32 trust

-- passes: peer for the socket, SCRAM for the rest
-- hba: local all all - peer
-- hba: host all all 127.0.0.1 scram-sha-256 netmask=255.255.255.255
-- hba: hostssl app app 10.0.0.0 scram-sha-256 netmask=255.0.0.0

-- passes: a line that lets nobody in
-- hba: host all all 0.0.0.0 reject netmask=0.0.0.0

-- passes: a line that the server cannot read is another rule's business
-- hba: host all all 0.0.0.0 trust netmask=0.0.0.0 error="invalid"

-- unknown: the role may not read the file
-- hba: hidden
