-- fails: no end
BEGIN;
SELECT 1;
-- passes: ended
BEGIN;
SELECT 1;
COMMIT;
