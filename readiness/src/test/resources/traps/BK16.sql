-- fails: orders are no cache
create unlogged table orders (id int primary key);
-- rows: orders 5000
-- finds: table public.orders

-- passes: logged
create table orders (id int primary key);

-- passes: can be filled again, as its name says
create unlogged table page_cache (id int primary key);
create unlogged table sessions (id int primary key);

-- passes: shares of clients that are worth nothing soon, as data.limits keeps them
create unlogged table pgsteady_limit_buckets (scope text, subject text, used_until timestamptz, primary key (scope, subject));
-- rows: pgsteady_limit_buckets 5000
