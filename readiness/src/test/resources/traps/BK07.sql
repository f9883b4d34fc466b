-- fails: off
-- setting: data_checksums = off
-- finds: setting data_checksums

-- passes: on
-- setting: data_checksums = on

-- unknown: hidden, as some services do
-- hidden: SETTINGS
-- unset: data_checksums
