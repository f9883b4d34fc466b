-- fails: one commit after the other
create table users (id bigint primary key);
create table workspaces (id bigint primary key, owner_id bigint references users);
-- sample: workspaces(owner_id) users(id) rows=1000 recent=500 same=0.0 near=0.99 timestamps=true
-- finds: table public.workspaces

-- fails: suspect, by transaction ids alone
create table users (id bigint primary key);
create table workspaces (id bigint primary key, owner_id bigint references users);
-- sample: workspaces(owner_id) users(id) rows=1000 recent=500 same=0.0 near=0.99 timestamps=false

-- passes: together
create table users (id bigint primary key);
create table workspaces (id bigint primary key, owner_id bigint references users);
-- sample: workspaces(owner_id) users(id) rows=1000 recent=500 same=0.67 near=0.01 timestamps=true

-- passes: rows that have nothing to do with each other in time
create table countries (id bigint primary key);
create table addresses (id bigint primary key, country_id bigint references countries);
-- sample: addresses(country_id) countries(id) rows=1000 recent=500 same=0.0 near=0.01 timestamps=true

-- skips: too few rows to tell from
create table users (id bigint primary key);
create table workspaces (id bigint primary key, owner_id bigint references users);
-- sample: workspaces(owner_id) users(id) rows=20 recent=20 same=0.0 near=1.0 timestamps=true
