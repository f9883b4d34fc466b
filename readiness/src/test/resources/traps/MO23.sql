-- fails: changed and not in force
-- pending: shared_buffers
-- finds: setting shared_buffers

-- passes: nothing waits
select 1;

-- passes: changed and in force
-- setting: work_mem = 65536
