-- fails: the word
VACUUM FULL t;
-- fails: the option
VACUUM (ANALYZE, FULL) t;
-- fails: cluster
CLUSTER t USING i;
-- passes: plain
VACUUM ANALYZE "full";
