-- fails: a quiet shop, and no time limit
-- setting: archive_mode = on
-- setting: archive_timeout = 0
-- archiver: archived=10 last=20000
-- counted: unarchived=9000000
-- finds: setting archive_timeout

-- fails: days behind
-- setting: archive_mode = on
-- archiver: archived=10 last=400000
-- counted: unarchived=16000000

-- passes: within the hour
-- setting: archive_mode = on
-- archiver: archived=10 last=1800
-- counted: unarchived=9000000

-- passes: nobody has written since
-- setting: archive_mode = on
-- archiver: archived=10 last=400000
-- counted: unarchived=4000

-- passes: two hours were chosen
-- setting: archive_mode = on
-- setting: archive_timeout = 7200
-- archiver: archived=10 last=10000
-- counted: unarchived=9000000

-- skips: streamed as it is written
-- setting: archive_mode = on
-- archiver: archived=10 last=20000
-- counted: unarchived=9000000
-- standby: pg_receivewal

-- skips: failing is another rule's
-- setting: archive_mode = on
-- archiver: archived=10 failing=true last=20000
-- counted: unarchived=9000000

-- skips: no archive
-- setting: archive_mode = off

-- unknown: none was ever archived
-- setting: archive_mode = on
-- archiver: archived=0
