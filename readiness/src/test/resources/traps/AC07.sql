-- fails: no encryption at all
-- setting: ssl = off
-- finds: setting ssl

-- fails: old protocols and ciphers
-- setting: ssl = on
-- setting: ssl_min_protocol_version = TLSv1
-- setting: ssl_ciphers = ALL:!aNULL
-- finds: setting ssl_min_protocol_version
-- finds: setting ssl_ciphers

-- passes: as it comes, with a certificate
-- setting: ssl = on
-- setting: ssl_min_protocol_version = TLSv1.2
-- setting: ssl_ciphers = HIGH:MEDIUM:+3DES:!aNULL

-- passes: stricter still
-- setting: ssl = on
-- setting: ssl_min_protocol_version = TLSv1.3
-- setting: ssl_ciphers = HIGH:!aNULL:!MD5:!RC4
