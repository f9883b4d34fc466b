-- fails: one table
create table events (id int primary key) with (autovacuum_enabled = false);
-- rows: events 1000000
-- finds: table public.events

-- fails: the whole server
-- setting: autovacuum = off
-- finds: setting autovacuum

-- passes: as it comes
create table events (id int primary key);

-- passes: made to come more often
create table events (id int primary key) with (autovacuum_enabled = true, autovacuum_vacuum_scale_factor = 0.01);
