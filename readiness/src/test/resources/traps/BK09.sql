-- fails: neither
-- setting: fsync = off
-- setting: full_page_writes = off
-- finds: setting fsync
-- finds: setting full_page_writes

-- fails: torn pages
-- setting: fsync = on
-- setting: full_page_writes = off
-- finds: setting full_page_writes

-- passes: both
-- setting: fsync = on
-- setting: full_page_writes = on

-- passes: commits that need not wait are another matter
-- setting: fsync = on
-- setting: full_page_writes = on
-- setting: synchronous_commit = off
