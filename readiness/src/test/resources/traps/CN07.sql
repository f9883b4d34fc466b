-- fails: either half may be missing
create table p (a int, b int, primary key (a, b));
create table t (id int primary key, a int, b int, foreign key (a, b) references p);
-- finds: constraint public.t.t_a_b_fkey

-- passes: a tenant that is always there beside an optional parent
create table p (a int, b int, primary key (a, b));
create table t (id int primary key, a int not null, b int, foreign key (a, b) references p);

-- passes: MATCH FULL allows no half
create table p (a int, b int, primary key (a, b));
create table t (id int primary key, a int, b int, foreign key (a, b) references p match full);

-- passes: a check ties the two
create table p (a int, b int, primary key (a, b));
create table t (id int primary key, a int, b int, foreign key (a, b) references p, check ((a is null) = (b is null)));
