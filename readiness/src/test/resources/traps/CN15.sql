-- fails: usage that can be -100
create table users (id int primary key, usage_count int not null default 0);
-- finds: table public.users

-- fails: a price and a percentage
create table product (id int primary key, price numeric(12,2), discount_percent int);
-- finds: table public.product

-- passes: held by checks
create table product (id int primary key, price numeric(12,2) check (price >= 0), quantity int check (quantity between 0 and 999));

-- passes: held by a domain
create domain amount as numeric check (value >= 0);
create table product (id int primary key, price amount);

-- passes: entries of a ledger have both signs
create table ledger_entry (id int primary key, amount numeric(12,2) not null);

-- passes: an adjustment is meant to go both ways
create table stocktake (id int primary key, quantity_delta int, price_change numeric);

-- passes: the word is text
create table t (id int primary key, price text, count_unit text);
