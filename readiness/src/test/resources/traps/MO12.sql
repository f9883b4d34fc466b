-- fails: more dead than alive
create table events (id int primary key);
-- use: events rows=100000 live=100000 dead=90000
-- finds: table public.events

-- passes: within what autovacuum waits for
create table events (id int primary key);
-- use: events rows=1000000 live=1000000 dead=150000

-- passes: a small table
create table events (id int primary key);
-- use: events rows=100 live=100 dead=900

-- passes: told to wait longer
create table events (id int primary key) with (autovacuum_vacuum_scale_factor = 0.9);
-- use: events rows=100000 live=100000 dead=90000
