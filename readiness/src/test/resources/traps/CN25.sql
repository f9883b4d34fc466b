-- fails: a default without an owner
create sequence s;
create table t (id bigint primary key default nextval('s'));
-- finds: sequence public.s

-- passes: owned
create table t (id serial primary key);

-- passes: two tables draw from it
create sequence s;
create table a (id bigint primary key default nextval('s'));
create table b (id bigint primary key default nextval('s'));

-- passes: no table draws from it
create sequence invoice_numbers;
