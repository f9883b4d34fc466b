-- fails: replay stopped early
-- setting: archive_mode = on
-- evidence: POINT_IN_TIME_DRILL failed 1 a file of WAL is missing

-- passes: replayed
-- setting: archive_mode = on
-- evidence: POINT_IN_TIME_DRILL passed 1

-- skips: there is no archive
-- setting: archive_mode = off

-- unknown: never tried
-- setting: archive_mode = on
