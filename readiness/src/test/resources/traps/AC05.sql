-- fails: a method that does not exist
-- hba: host all all 10.0.0.0 scram error="invalid authentication method" line=12
-- finds: hba line 12

-- passes: all lines can be read
-- hba: host all all 10.0.0.0 scram-sha-256 netmask=255.0.0.0

-- passes: an empty file lets nobody in, and can be read
-- hba: none

-- unknown: the role may not read the file
