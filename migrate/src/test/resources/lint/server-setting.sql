-- fails: plain
ALTER SYSTEM SET work_mem = '8MB';
-- passes: of a database
ALTER DATABASE app SET work_mem = '8MB';
