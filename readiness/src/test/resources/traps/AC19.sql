-- fails: as it was before version 15
grant create on schema public to public;
-- finds: schema public

-- fails: a schema of one's own
create schema "Drop Box";
grant usage, create on schema "Drop Box" to public;
-- finds: schema "Drop Box"

-- passes: use only
grant usage on schema public to public;

-- passes: create for one role
create role trap_app login;
grant create on schema public to trap_app;
