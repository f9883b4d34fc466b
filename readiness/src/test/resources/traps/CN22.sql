-- fails: a serial near the end of integer
create table t (id serial primary key);
select setval('t_id_seq', 2100000000);
-- finds: sequence public.t_id_seq

-- fails: a wide sequence behind a narrow column
create sequence s;
create table t (id int primary key default nextval('s'));
select setval('s', 2000000000);
-- finds: sequence public.s

-- fails: a smallint is full at 32767
create table t (id smallint generated always as identity primary key);
select setval('t_id_seq', 30000);
-- finds: sequence public.t_id_seq

-- passes: far from the end
create table t (id bigint generated always as identity primary key);
select setval('t_id_seq', 2100000000);

-- passes: it starts over
create sequence s as int cycle;
select setval('s', 2147483000);

-- passes: never used
create table t (id serial primary key);

-- skips: nothing counts
create table t (id uuid primary key);

-- unknown: the values are hidden
create table t (id serial primary key);
-- hidden: SEQUENCE_VALUES
