-- fails: they happen, and nobody knows what becomes of them
-- counters: 10
-- database: deadlocks=30

-- fails: the proof failed
-- counters: 10
-- database: deadlocks=30
-- evidence: RETRY_PROOF failed 2 the second transaction was lost

-- fails: serializable, and the proof is old
-- setting: default_transaction_isolation = serializable
-- evidence: RETRY_PROOF passed 100

-- passes: they happen, and are tried again
-- counters: 10
-- database: deadlocks=30
-- evidence: RETRY_PROOF passed 2

-- passes: serializable, and tried again
-- setting: default_transaction_isolation = serializable
-- evidence: RETRY_PROOF passed 2

-- skips: one in a year
-- counters: 365
-- database: deadlocks=1

-- skips: none, at the usual level
-- setting: default_transaction_isolation = read committed
-- database: deadlocks=0

-- unknown: a role asks for it
create role trap_app login;
alter role trap_app set default_transaction_isolation = 'Repeatable Read';
-- database: deadlocks=0
