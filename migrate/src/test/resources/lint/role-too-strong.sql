-- fails: superuser
ALTER ROLE app SUPERUSER;
-- passes: not
CREATE ROLE app NOSUPERUSER NOBYPASSRLS;
