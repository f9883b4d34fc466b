-- fails: the second one did not get through
-- evidence: DRILL passed 1
-- evidence: DRILL_BY_ANOTHER failed 10 the key of the store was not to be found

-- fails: that was years ago
-- evidence: DRILL passed 1
-- evidence: DRILL_BY_ANOTHER passed 900

-- passes: two have done it
-- evidence: DRILL passed 1
-- evidence: DRILL_BY_ANOTHER passed 300

-- passes: the second one got through once
-- evidence: DRILL_BY_ANOTHER passed 60
-- evidence: DRILL_BY_ANOTHER failed 10

-- unknown: who ran it was not recorded
-- evidence: DRILL passed 1

-- skips: nobody has restored at all
select 1;
