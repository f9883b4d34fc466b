-- fails: it rewrites the largest table
-- evidence: PENDING_MIGRATIONS failed 1 V8 is not applied
-- evidence: PENDING_LOCKS failed 1 V8 changes the type of orders.id

-- passes: what is pending locks nobody out
-- evidence: PENDING_MIGRATIONS failed 1 V8 is not applied
-- evidence: PENDING_LOCKS passed 1

-- skips: applied since, whatever it locked
-- evidence: PENDING_MIGRATIONS passed 0
-- evidence: PENDING_LOCKS failed 1

-- skips: nobody knows of any
select 1;

-- unknown: pending, and nobody looked
-- evidence: PENDING_MIGRATIONS failed 1 V8 is not applied
