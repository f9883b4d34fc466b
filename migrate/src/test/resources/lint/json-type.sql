-- fails: plain
ALTER TABLE t ADD doc json;
-- passes: binary
ALTER TABLE t ADD doc jsonb;
