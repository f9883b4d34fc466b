-- fails: the same payment twice
create table payments (id bigint generated always as identity primary key, amount numeric(12,2), user_id bigint);
-- finds: table public.payments

-- fails: events of a payment provider
create table stripe_events (id bigint generated always as identity primary key, type text, payload jsonb);
-- finds: table public.stripe_events

-- passes: an idempotency key
create table payments (id bigint generated always as identity primary key, amount numeric(12,2), idempotency_key text unique);

-- passes: the provider's id is the key
create table stripe_events (id text primary key, type text, payload jsonb);

-- passes: an order of another kind
create table work_order (id bigint generated always as identity primary key, machine text);
