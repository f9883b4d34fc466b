-- fails: twice as slow
-- evidence: STATEMENT_TIMES failed 1 the mean time of 1 statement doubled

-- fails: last compared a month ago
-- evidence: STATEMENT_TIMES passed 30

-- passes: compared yesterday
-- evidence: STATEMENT_TIMES passed 1

-- unknown: nothing was kept to compare with
create table t (id int primary key);

-- unknown: another fact
-- evidence: INDEX_CHECK passed 1
