-- fails: the newest of a shop
create table orders (id int primary key, shop_id int, created_at timestamptz);
create index on orders (shop_id);
-- rows: orders 500000
-- plan: "select * from orders where shop_id = $1 order by created_at desc limit $2" sort=orders sorted=50000 keys="created_at DESC" equal=shop_id
-- finds: table public.orders

-- fails: of all
create table orders (id int primary key, shop_id int, created_at timestamptz);
create index on orders (shop_id, created_at);
-- rows: orders 500000
-- plan: "select * from orders order by created_at desc, id limit $1" sort=orders sorted=500000 keys="created_at DESC,id"
-- finds: table public.orders

-- passes: few rows are sorted
create table orders (id int primary key, shop_id int, created_at timestamptz);
create index on orders (shop_id);
-- rows: orders 500000
-- plan: "select * from orders where shop_id = $1 order by created_at desc limit $2" sort=orders sorted=50 keys="created_at DESC" equal=shop_id

-- passes: an index has that order, and the planner has decided against it
create table orders (id int primary key, shop_id int, created_at timestamptz);
create index on orders (shop_id, created_at);
-- rows: orders 500000
-- plan: "select * from orders where shop_id = $1 order by created_at desc limit $2" sort=orders sorted=50000 keys="created_at DESC" equal=shop_id

-- unknown: the main queries are not known
create table orders (id int primary key, created_at timestamptz);
-- rows: orders 500000
