-- fails: for the session
SET search_path = app;
-- passes: local
SET LOCAL search_path = app;
-- passes: our runner cleans up
-- ours
SET search_path = app;
