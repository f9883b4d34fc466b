-- fails: a number kept as text of fixed width
create table p (code text primary key);
create table t (id int primary key, code char(8) references p);
-- finds: constraint public.t.t_code_fkey

-- fails: numeric to integer needs a conversion on every check
create table p (id numeric primary key);
create table t (id int primary key, p_id int references p);
-- finds: constraint public.t.t_p_id_fkey

-- passes: text and varchar are the same bytes
create table p (code varchar(20) primary key);
create table t (id int primary key, code text references p);

-- passes: a domain over the same type
create domain code as text check (value <> '');
create table p (code code primary key);
create table t (id int primary key, code text references p);

-- passes: the narrower integer is another rule's
create table p (id bigint primary key);
create table t (id int primary key, p_id int references p);
