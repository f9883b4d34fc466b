-- fails: five words, and one of them misspelt
create table t (id int primary key, status text);
insert into t select i, (array['new','paid','sent','canceled','cancelled'])[1 + i % 5] from generate_series(1, 1000) i;
analyze t;
-- finds: column public.t.status

-- fails: by name alone, while nothing was measured
create table t (id int primary key, subscription_status varchar(20));
-- finds: column public.t.subscription_status

-- passes: a check names the words
create table t (id int primary key, status text check (status in ('new', 'paid')));

-- passes: an enum
create type mood as enum ('sad', 'ok');
create table t (id int primary key, status mood);

-- passes: a table of the words
create table status (name text primary key);
create table t (id int primary key, status text references status);

-- passes: a state in an address
create table t (id int primary key, street text, city text, state text);

-- passes: a class of the program beside its id
create table t (id int primary key, owner_type text, owner_id bigint);
insert into t select i, (array['User','Team'])[1 + i % 2], i from generate_series(1, 1000) i;
analyze t;

-- passes: hundreds of different words are no handful
create table t (id int primary key, status text);
insert into t select i, 'status ' || i % 500 from generate_series(1, 1000) i;
analyze t;
