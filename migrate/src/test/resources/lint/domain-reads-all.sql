-- fails: add
ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0);
-- passes: not valid
ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0) NOT VALID;
-- passes: rename
ALTER DOMAIN d RENAME TO e;
