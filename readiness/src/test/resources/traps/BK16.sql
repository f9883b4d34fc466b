-- fails: orders are no cache
create unlogged table orders (id int primary key);
-- rows: orders 5000
-- finds: table public.orders

-- passes: logged
create table orders (id int primary key);

-- passes: can be filled again, as its name says
create unlogged table page_cache (id int primary key);
create unlogged table sessions (id int primary key);
