-- fails: the orders of a customer
create table orders (id int primary key, customer_id int, status text);
-- rows: orders 500000
-- plan: "select * from orders where customer_id = $1" scan=orders kept=20 equal=customer_id
-- finds: table public.orders

-- fails: an expression, for which nothing is proposed
create table users (id int primary key, email text);
create index on users (email);
-- rows: users 500000
-- plan: "select * from users where lower(email) = $1" scan=users kept=2500
-- finds: table public.users

-- fails: a partitioned table
create table orders (id int, customer_id int) partition by range (id);
create table orders_1 partition of orders for values from (0) to (1000000);
-- rows: orders_1 500000
-- plan: "select * from orders where customer_id = $1" scan=orders kept=20 equal=customer_id
-- finds: table public.orders

-- passes: most of the rows are wanted
create table orders (id int primary key, status text);
-- rows: orders 500000
-- plan: "select * from orders where status = $1" scan=orders kept=250000 equal=status

-- passes: there is an index, and the planner has decided against it
create table orders (id int primary key, customer_id int);
create index on orders (customer_id);
-- rows: orders 500000
-- plan: "select * from orders where customer_id = $1" scan=orders kept=20 equal=customer_id

-- passes: a small table
create table big (id int primary key);
create table lands (id int primary key, name text);
-- rows: big 500000
-- rows: lands 200
-- plan: "select * from lands where name = $1" scan=lands kept=1 equal=name

-- passes: all main queries use indexes
create table orders (id int primary key);
-- rows: orders 500000
-- plan: "select * from orders where id = $1"

-- skips: no large table
create table orders (id int primary key, customer_id int);
-- plan: "select * from orders where customer_id = $1" scan=orders kept=1 equal=customer_id

-- unknown: the extension is not installed
create table orders (id int primary key, customer_id int);
-- rows: orders 500000
-- statements: loaded=true

-- unknown: the extension is there, and the server does not load it
create table orders (id int primary key, customer_id int);
-- rows: orders 500000
-- statements: installed=true

-- unknown: no application has asked anything yet
create table orders (id int primary key, customer_id int);
-- rows: orders 500000
-- statements: loaded=true installed=true evictions=0 main=none

-- unknown: nothing could be planned
create table orders (id int primary key, customer_id int);
-- rows: orders 500000
-- statements: loaded=true installed=true evictions=0 main=some
