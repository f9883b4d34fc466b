-- fails: an old version is in use
create extension pg_stat_statements version '1.9';
-- finds: extension pg_stat_statements

-- passes: the installed one
create extension pg_stat_statements;

-- passes: what every database is born with
select 1;
