-- fails: silence raised no alarm
-- evidence: DEAD_MAN_SWITCH failed 1 no alarm within an hour

-- fails: tried long ago
-- evidence: DEAD_MAN_SWITCH passed 31

-- passes: it rang
-- evidence: DEAD_MAN_SWITCH passed 7

-- passes: it rings since it was mended
-- evidence: DEAD_MAN_SWITCH failed 7
-- evidence: DEAD_MAN_SWITCH passed 6

-- unknown: an alert that arrives says nothing of one that is not sent
-- evidence: ALERT_DELIVERY passed 1
