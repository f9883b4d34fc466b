-- fails: a check that old rows were never held to
create table t (id int primary key, a int);
alter table t add constraint positive check (a > 0) not valid;
-- finds: constraint public.t.positive

-- fails: a foreign key that was never validated
create table p (id int primary key);
create table t (id int primary key, p_id int);
alter table t add constraint to_p foreign key (p_id) references p not valid;
-- finds: constraint public.t.to_p

-- fails: a domain counts too
create domain positive as int;
alter domain positive add constraint above check (value > 0) not valid;
-- finds: domain public.positive

-- fails: rows that break a check
-- fix: fails
create table t (id int primary key, a int);
insert into t values (1, -1);
alter table t add constraint positive check (a > 0) not valid;
-- finds: constraint public.t.positive

-- passes: validated since
create table t (id int primary key, a int);
alter table t add constraint positive check (a > 0) not valid;
alter table t validate constraint positive;

-- passes: valid from the start, though deferrable
create table p (id int primary key);
create table t (id int primary key, p_id int references p deferrable initially deferred);
