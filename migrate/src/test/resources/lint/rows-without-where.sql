-- fails: update
UPDATE t SET a = (SELECT max(b) FROM o WHERE o.id = 1);
-- fails: delete
DELETE FROM ONLY t;
-- fails: behind a query
WITH x AS (SELECT 1 WHERE true) UPDATE t SET a = 1;
-- passes: where
UPDATE t SET a = 1 WHERE id BETWEEN 1 AND 1000;
-- passes: joined
DELETE FROM t USING o WHERE o.id = t.id;
-- passes: on conflict
INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2;
-- fails: FROM of a comparison is no FROM
UPDATE t SET a = b IS DISTINCT FROM c;
