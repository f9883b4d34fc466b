-- fails: stored the old way
set password_encryption = 'md5';
create role trap_old login password 'correct horse battery';
-- finds: role trap_old

-- passes: stored as SCRAM
set password_encryption = 'scram-sha-256';
create role trap_new login password 'correct horse battery';

-- passes: an old verifier of a role that cannot log in
set password_encryption = 'md5';
create role trap_old nologin password 'correct horse battery';
