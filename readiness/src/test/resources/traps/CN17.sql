-- fails: the digits of a clock
create table t (id int primary key, created_at timestamp);
-- finds: table public.t

-- fails: a custom of the whole database is one finding
do $$begin for i in 1..11 loop execute format('create table t%s (id int primary key, at timestamp)', i); end loop; end$$;

-- passes: with a time zone
create table t (id int primary key, created_at timestamptz, day date, at time);

-- passes: the history of a migration tool
create table flyway_schema_history (installed_rank int primary key, installed_on timestamp not null default now());
