-- fails: somebody tries passwords
-- evidence: LOG_ERRORS failed 0 2,000 failed logins in an hour

-- fails: nobody has counted for weeks
-- evidence: LOG_ERRORS passed 20

-- passes: as ever
-- evidence: LOG_ERRORS passed 1

-- passes: they stopped
-- evidence: LOG_ERRORS failed 2
-- evidence: LOG_ERRORS passed 1

-- unknown: alert rules that may not read the log
-- evidence: ALERT_RULES passed 1
