-- fails: a balance that a race can overdraw
create table wallet (id int primary key, balance numeric(12,2) not null);
-- finds: column public.wallet.balance

-- fails: stock
create table product (id int primary key, stock int not null);
-- finds: column public.product.stock

-- passes: a check
create table wallet (id int primary key, balance numeric(12,2) not null check (balance >= 0));

-- passes: a version column
create table wallet (id int primary key, balance numeric(12,2) not null, version int not null);

-- passes: lines of a statement quote the balance
create table statement_line (id int primary key, balance_after numeric, opening_balance numeric);

-- passes: what a plan grants is nobody's stock
create table plan (id int primary key, credits int, seats int);
