-- fails: customers of a payment provider, a few of them twice
-- fix: fails
create table users (id int primary key, email text not null unique, stripe_customer_id text);
insert into users select i, 'u' || i || '@example.org', case when i % 3 > 0 then 'cus_' || greatest(i, 20) end from generate_series(1, 3000) i;
analyze users;
-- finds: column public.users.stripe_customer_id

-- fails: an account's mail address, by name alone
create table users (id int primary key, email text not null);
-- finds: column public.users.email

-- fails: slides of one project may share a number
create table projects (id bigint primary key);
create table project_slides (id bigint primary key, project_id bigint not null references projects, slide_number int not null);
-- finds: column public.project_slides.slide_number

-- fails: without a foreign key, too
create table projects (id bigint primary key);
create table users (id bigint primary key);
create table project_slides (id bigint primary key, project_id bigint not null, author_id bigint references users, slide_number int not null);
-- finds: column public.project_slides.slide_number

-- passes: unique
create table users (id int primary key, email text not null unique, stripe_customer_id text unique);
create table projects (id bigint primary key);
create table slides (id bigint primary key, project_id bigint not null references projects, slide_number int not null, unique (project_id, slide_number));

-- passes: unique by an expression, and within a tenant
create table users (id int primary key, tenant_id int, email text not null, slug text);
create unique index on users (tenant_id, lower(email));
create unique index on users (slug) where slug is not null;

-- passes: one buyer orders many times
create table orders (id int primary key, email text not null);
insert into orders select i, 'u' || i % 200 || '@example.org' from generate_series(1, 3000) i;
analyze orders;

-- passes: the address on an order, before anything was measured
create table orders (id int primary key, email text not null);

-- passes: a sign-in elsewhere, with its password
create table connection (id int primary key, username text, password text);

-- passes: a default place is no place
create table lists (id bigint primary key);
create table entries (id bigint primary key, list_id bigint references lists, position int not null default 0);
