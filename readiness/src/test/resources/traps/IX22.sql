-- fails: an index that lost entries
-- evidence: INDEX_CHECK failed 1 heap tuple lacks matching index tuple

-- fails: too long ago
-- evidence: INDEX_CHECK passed 31

-- passes: within the month
-- evidence: INDEX_CHECK passed 30

-- unknown: nobody looked
create table t (id int primary key);

-- unknown: a drill alone is no check of the indexes
-- evidence: DRILL passed 1
