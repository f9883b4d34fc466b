-- fails: twice the same
create table p (id int primary key);
create table t (id int primary key, p_id int references p on delete cascade);
alter table t add constraint again foreign key (p_id) references p;
-- finds: constraint public.t.again

-- fails: the columns in another order mean the same
create table p (a int, b int, primary key (a, b), unique (b, a));
create table t (id int primary key, a int, b int, constraint one foreign key (a, b) references p (a, b));
alter table t add constraint two foreign key (b, a) references p (b, a);
-- finds: constraint public.t.two

-- passes: crosswise is something else
create table p (a int, b int, primary key (a, b), unique (b, a));
create table t (id int primary key, a int, b int, foreign key (a, b) references p (a, b));
alter table t add foreign key (a, b) references p (b, a);

-- passes: two columns to one table
create table p (id int primary key);
create table t (id int primary key, buyer int references p, seller int references p);

-- passes: a partition has its parent's key
create table p (id int primary key);
create table t (id int, p_id int references p, primary key (id)) partition by range (id);
create table t_1 partition of t for values from (0) to (10);
