-- fails: the archive is too slow
-- setting: archive_mode = on
-- counted: waiting=700
-- finds: setting archive_command

-- fails: more than a burst
-- setting: archive_mode = on
-- counted: waiting=40

-- passes: a burst
-- setting: archive_mode = on
-- counted: waiting=9

-- passes: nothing waits
-- setting: archive_mode = on
-- counted: waiting=0

-- skips: there is no archive, and old files lie about
-- setting: archive_mode = off
-- counted: waiting=700

-- skips: a standby keeps what its primary archives
-- setting: archive_mode = on
-- server: standby=true
-- counted: waiting=700

-- unknown: the role may not look
-- setting: archive_mode = on
-- counted: checkpoints=1/1
