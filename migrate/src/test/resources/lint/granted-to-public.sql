-- fails: a table
GRANT SELECT, INSERT ON t TO app, PUBLIC;
-- fails: making objects
GRANT CREATE ON SCHEMA public TO PUBLIC;
-- passes: what it has from the start
GRANT EXECUTE ON FUNCTION f() TO PUBLIC;
-- passes: a schema of that name
GRANT SELECT ON public.t TO app;
