-- fails: since the last try
-- setting: archive_mode = on
-- archiver: archived=10 failed=3 failing=true last=7200

-- passes: it failed once and went on
-- setting: archive_mode = on
-- archiver: archived=10 failed=3 failing=false last=60

-- skips: there is no archive
-- setting: archive_mode = off
-- archiver: archived=0

-- unknown: not to be seen
-- setting: archive_mode = on
-- archiver: hidden
