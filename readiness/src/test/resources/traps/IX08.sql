-- fails: forty times cheaper
create table orders (id int primary key, customer_id int);
-- rows: orders 500000
-- plan: "select * from orders where customer_id = $1" gain=orders(customer_id) before=4636 after=115
-- finds: table public.orders

-- unknown: nobody could try
create table orders (id int primary key, customer_id int);
-- rows: orders 500000
-- plan: "select * from orders where customer_id = $1" scan=orders kept=20 equal=customer_id

-- unknown: a little cheaper is not enough, and nobody could try the others
create table orders (id int primary key, customer_id int);
-- rows: orders 500000
-- plan: "select * from orders where customer_id = $1" gain=orders(customer_id) before=4636 after=2000

-- unknown: the main queries are not known
create table orders (id int primary key, customer_id int);
-- rows: orders 500000
