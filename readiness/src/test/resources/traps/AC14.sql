-- fails: over, and still there
create role trap_app login password 'correct horse battery' valid until '2020-01-01';
-- finds: role trap_app

-- fails: rotated long ago
create role trap_app login password 'correct horse battery';
-- evidence: PASSWORD_ROTATION passed 500

-- passes: rotated lately
create role trap_app login password 'correct horse battery';
-- evidence: PASSWORD_ROTATION passed 20

-- passes: with an end
create role trap_app login password 'correct horse battery' valid until '2999-01-01';

-- unknown: nothing has recorded a rotation
create role trap_app login password 'correct horse battery';

-- skips: no password at all
create role trap_app login;
