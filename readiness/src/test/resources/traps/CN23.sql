-- fails: the key is bigint, the reference is not
create table p (id bigint primary key);
create table t (id bigint primary key, p_id int references p);
-- finds: constraint public.t.t_p_id_fkey

-- fails: one column of several
create table p (a int, b bigint, primary key (a, b));
create table t (id int primary key, a int, b smallint, foreign key (a, b) references p);
-- finds: constraint public.t.t_a_b_fkey

-- passes: the same width
create table p (id bigint primary key);
create table t (id int primary key, p_id bigint references p);

-- passes: the reference is the wider one
create table p (id int primary key);
create table t (id int primary key, p_id bigint references p);
