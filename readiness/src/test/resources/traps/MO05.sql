-- fails: classes without a rule
-- evidence: ALERT_RULES failed 1 no rule for disk

-- passes: complete
-- evidence: ALERT_RULES passed 200

-- unknown: nobody knows of any
