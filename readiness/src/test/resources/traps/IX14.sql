-- fails: the status behind the time
create table t (id int primary key, shop_id int, at timestamptz not null, status text);
create index middle on t (shop_id, at, status);
-- finds: index public.middle

-- passes: the key behind the time, for one page after the other
create table t (id int primary key, shop_id int, at timestamptz not null, status text);
create index on t (shop_id, at, id);

-- passes: the time last, and the rest carried along
create table t (id int primary key, shop_id int, at timestamptz not null, status text, total int);
create index on t (shop_id, status, at) include (total);

-- passes: unique, in whatever order
create table t (id int primary key, shop_id int, at timestamptz not null, status text);
create unique index on t (shop_id, at, status);

-- passes: a day is compared for equality
create table t (id int primary key, shop_id int, day date, status text);
create index on t (shop_id, day, status);

-- passes: from and to
create table t (id int primary key, shop_id int, starts_at timestamptz not null, ends_at timestamptz not null);
create index on t (shop_id, starts_at, ends_at);

-- passes: null until it happens
create table t (id int primary key, shop_id int, deleted_at timestamptz, status text);
create index on t (shop_id, deleted_at, status);
