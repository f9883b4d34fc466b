-- fails: always succeeds
-- setting: archive_mode = on
-- setting: archive_command = /bin/true
-- finds: setting archive_command

-- fails: nothing is there
-- setting: archive_mode = on
-- setting: archive_command =
-- setting: archive_library =

-- passes: a real command
-- setting: archive_mode = on
-- setting: archive_command = pgbackrest --stanza=main archive-push %p

-- passes: a library does it
-- setting: archive_mode = on
-- setting: archive_command =
-- setting: archive_library = basic_archive

-- skips: there is no archive
-- setting: archive_mode = off
-- setting: archive_command = true
