-- fails: nearly full
-- evidence: DISK_SPACE failed 0 4 % of /var/lib/postgresql are left

-- fails: it was good last week
-- evidence: DISK_SPACE passed 7

-- passes: room for months
-- evidence: DISK_SPACE passed 0

-- passes: yesterday's measure is fresh enough
-- evidence: DISK_SPACE passed 1

-- passes: cleared since
-- evidence: DISK_SPACE failed 1
-- evidence: DISK_SPACE passed 0

-- unknown: rules that would warn are no measurement
-- evidence: ALERT_RULES passed 0
