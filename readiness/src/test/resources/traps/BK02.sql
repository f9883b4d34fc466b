-- fails: no archive
-- setting: archive_mode = off
-- setting: wal_level = replica
-- finds: setting archive_mode

-- fails: no base backup is possible
-- setting: wal_level = minimal
-- finds: setting wal_level

-- passes: archived
-- setting: archive_mode = on
-- setting: wal_level = replica

-- passes: streamed to a receiver
-- setting: archive_mode = off
-- setting: wal_level = replica
-- standby: pg_receivewal

-- skips: the primary's business
-- setting: archive_mode = off
-- server: standby=true
