-- fails: did not arrive
-- evidence: ALERT_DELIVERY failed 1

-- fails: long ago
-- evidence: ALERT_DELIVERY passed 45

-- passes: arrived
-- evidence: ALERT_DELIVERY passed 4

-- unknown: never tried
