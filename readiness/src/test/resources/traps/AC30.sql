-- fails: every CREATE and ALTER
-- setting: log_statement = ddl
-- finds: setting log_statement

-- passes: as it comes
-- setting: log_statement = none

-- passes: slow ones only
-- setting: log_statement = none
-- setting: log_min_duration_statement = 1000
