-- fails: money
ALTER TABLE t ADD price money;
-- fails: a float for an amount
ALTER TABLE t ADD total_amount double precision;
-- passes: a float for what is measured
ALTER TABLE t ADD weight double precision, ADD price numeric(19, 4);
