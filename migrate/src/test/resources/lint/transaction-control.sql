-- fails: ends what another began
-- runs: together
SELECT 1;
COMMIT;
-- fails: a second begin
BEGIN;
BEGIN;
COMMIT;
-- fails: ours
-- ours
BEGIN;
COMMIT;
-- passes: its own
BEGIN;
SELECT 1;
COMMIT;
START TRANSACTION;
END;
-- passes: back to a savepoint
SAVEPOINT a;
ROLLBACK TO SAVEPOINT a;
