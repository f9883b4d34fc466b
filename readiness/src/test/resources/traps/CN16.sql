-- fails: a price in double precision
create table t (id int primary key, price double precision);
-- finds: column public.t.price

-- fails: the worth of a customer
create table users (id int primary key, "lifetimeValue" float4);
-- finds: column public.users."lifetimeValue"

-- fails: the type money, whatever the name
create table t (id int primary key, x money);
-- finds: column public.t.x

-- passes: numeric
create table t (id int primary key, price numeric(12,2), amount bigint);

-- passes: measurements and rates
create table t (id int primary key, tax_rate double precision, cost_factor real, temperature real, total_seconds float8);
