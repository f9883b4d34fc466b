-- fails: neither who nor where
-- setting: log_destination = stderr
-- setting: log_line_prefix = %m [%p]
-- finds: setting log_line_prefix

-- passes: all of it
-- setting: log_destination = stderr
-- setting: log_line_prefix = %m [%p] %q%u@%d

-- passes: structured
-- setting: log_destination = jsonlog
-- setting: log_line_prefix = %m

-- passes: syslog adds time and process
-- setting: log_destination = syslog
-- setting: log_line_prefix = user=%u,db=%d
