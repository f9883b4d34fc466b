-- fails: nobody says what a grade is
create table t (id int primary key, grade int);
comment on table t is 'Pupils of a year';
-- finds: schema public

-- fails: a function without words
create function total() returns int language sql as 'select 1';
create table t (id int primary key);
comment on table t is 'Pupils of a year';
-- finds: schema public

-- passes: all is said, or says itself
create table p (id int primary key, name text);
create table t (id int primary key, p_id int references p, grade int, created_at timestamptz);
comment on table p is 'Parents';
comment on table t is 'Pupils of a year';
comment on column t.grade is '1 (best) to 6';

-- passes: a partition says what its parent says
create table t (id int, grade int) partition by range (id);
create table t_1 partition of t for values from (0) to (10);
comment on table t is 'Pupils of a year';
comment on column t.grade is '1 (best) to 6';
comment on column t.id is 'as in the register';
