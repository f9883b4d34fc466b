-- fails: text here, a number everywhere else
create table customers (id bigint primary key);
create table a (id int primary key, customer_id bigint references customers);
create table b (id int primary key, customer_id bigint references customers);
create table c (id int primary key, customer_id int references customers);
create table d (id int primary key, customer_id text);
-- finds: column public.d.customer_id

-- passes: integers of different widths
create table a (id int primary key, customer_id bigint);
create table b (id int primary key, customer_id bigint);
create table c (id int primary key, customer_id bigint);
create table d (id int primary key, customer_id int);

-- passes: keys of strangers differ
create table a (id int primary key, external_id bigint, name text, type text);
create table b (id int primary key, external_id bigint, name text, type text);
create table c (id int primary key, external_id bigint, name text, type text);
create table d (id int primary key, external_id text, name varchar(9), type int);

-- passes: as many of the one as of the other
create table a (id int primary key, batch_id bigint);
create table b (id int primary key, batch_id bigint);
create table c (id int primary key, batch_id uuid);
create table d (id int primary key, batch_id uuid);

-- passes: a list of them
create table a (id int primary key, user_id bigint);
create table b (id int primary key, user_id bigint);
create table c (id int primary key, user_id bigint);
create table d (id int primary key, user_id bigint[]);
