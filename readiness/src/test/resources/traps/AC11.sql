-- fails: the old way for new passwords
-- setting: password_encryption = md5
-- finds: setting password_encryption

-- passes: as it comes
-- setting: password_encryption = scram-sha-256

-- passes: the server's own
