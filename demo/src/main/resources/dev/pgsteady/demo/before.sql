-- InstantViz before anybody looked: the database of a slide-visualisation product that grew for fourteen months on what
-- `Base.metadata.create_all()` had left behind. Every fault is one that real teams have, and is named where it stands.
--
-- The sections are run one after the other by the seeder, with the data between them, as pg_dump orders a restore.

-- section: role
-- FAULT the application logs in with a password that is the first one anybody would try.
-- (No superuser and none of the other attributes: see docs/explanation/demo-database.md for why that line is not crossed.)
-- It may log in only when the database is complete.
CREATE ROLE instantviz NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD 'pass';

-- section: tables
-- FAULT the login role owns every table, and so may change and drop them: all of this is run as that role.
-- FAULT there is no table that says which migrations ran: none ever did.
CREATE TABLE users (
    id text NOT NULL,
    email text NOT NULL,
    password_hash text,
    full_name text,
    stripe_customer_id text,
    stripe_subscription_id text,
    -- FAULT a closed set of words as free text, without a CHECK: see the spellings that got in.
    subscription_tier text,
    subscription_status text,
    -- FAULT a point in time without its zone; here and in every other table.
    current_period_end timestamp without time zone,
    -- FAULT a counter that nothing keeps from going below zero.
    usage_count integer,
    usage_reset_at timestamp without time zone,
    -- FAULT money in a binary floating point number: cents are lost when sums are taken.
    lifetime_value double precision,
    -- FAULT created_at and updated_at may be null, and only the application sets them.
    created_at timestamp without time zone,
    updated_at timestamp without time zone
);

CREATE TABLE workspaces (
    id text NOT NULL,
    owner_id text NOT NULL,
    name text,
    -- FAULT json, which is kept as text, parsed at each read and cannot be indexed, where jsonb was meant.
    data json,
    created_at timestamp without time zone,
    updated_at timestamp without time zone
);

CREATE TABLE projects (
    id uuid NOT NULL,
    owner_id text NOT NULL,
    name text,
    context_metadata json,
    topics json,
    created_at timestamp without time zone,
    updated_at timestamp without time zone
);

CREATE TABLE project_visualizations (
    id uuid NOT NULL,
    -- FAULT a reference without a foreign key: slides of deleted projects stay behind.
    project_id uuid NOT NULL,
    -- FAULT neither at least 1 nor unique within its project.
    slide_number integer,
    title text,
    data json,
    annotations json,
    created_at timestamp without time zone,
    updated_at timestamp without time zone
);

-- FAULT a log without a primary key: the same webhook is stored twice, and nobody can say which row to delete.
-- FAULT autovacuum switched off "because it kept touching the log": its statistics are never taken, its dead rows stay.
CREATE TABLE stripe_events (
    stripe_event_id text,
    type text,
    payload json,
    received_at timestamp without time zone,
    processed_at timestamp without time zone,
    error text
) WITH (autovacuum_enabled = false);

-- FAULT a four-byte number that is nearly used up: clients report usage by INSERT ... ON CONFLICT DO UPDATE, and each
-- attempt takes a number from the sequence, also when it only updates.
CREATE TABLE usage_daily (
    id serial,
    user_id text NOT NULL,
    day date NOT NULL,
    visualizations integer
);

-- section: keys
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE workspaces ADD CONSTRAINT workspaces_pkey PRIMARY KEY (id);
ALTER TABLE projects ADD CONSTRAINT projects_pkey PRIMARY KEY (id);
ALTER TABLE project_visualizations ADD CONSTRAINT project_visualizations_pkey PRIMARY KEY (id);
ALTER TABLE usage_daily ADD CONSTRAINT usage_daily_pkey PRIMARY KEY (id);
ALTER TABLE usage_daily ADD CONSTRAINT usage_daily_user_id_day_key UNIQUE (user_id, day);

-- section: rest
-- FAULT foreign keys without ON DELETE: an account cannot be deleted while anything is left of it.
-- FAULT foreign keys without an index on the referencing side: "my workspaces" reads the whole table.
ALTER TABLE workspaces ADD CONSTRAINT workspaces_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users (id);
ALTER TABLE projects ADD CONSTRAINT projects_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users (id);
ALTER TABLE usage_daily ADD CONSTRAINT usage_daily_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id);

-- FAULT indexes that repeat the primary key: `Column(String, primary_key=True, index=True)`, as copied from a tutorial.
CREATE INDEX ix_users_id ON users (id);
CREATE INDEX ix_projects_id ON projects (id);

-- FAULT no index for any main query: sign-in by e-mail, webhook by customer, newest sign-ups, slides in order.

-- FAULT a function whose search_path the caller decides.
CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE TRIGGER projects_touch BEFORE UPDATE ON projects FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
-- FAULT a trigger that was switched off for an import and never switched on again.
ALTER TABLE projects DISABLE TRIGGER projects_touch;

-- FAULT runs with its owner's rights, finds its tables by the caller's search_path, and everybody may call it.
CREATE FUNCTION delete_account(account text) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    DELETE FROM usage_daily WHERE user_id = account;
    DELETE FROM workspaces WHERE owner_id = account;
    DELETE FROM projects WHERE owner_id = account;
    DELETE FROM users WHERE id = account;
$$;

-- FAULT everybody may create objects in the schema that everybody's search_path holds (the default until PostgreSQL 14,
-- which upgrades and old set-up scripts carry on).
GRANT CREATE ON SCHEMA public TO PUBLIC;

-- FAULT nothing is said about the rights on future tables (no ALTER DEFAULT PRIVILEGES), and no session has a limit
-- (no statement_timeout, lock_timeout or idle_in_transaction_session_timeout for the role or the database).

-- section: failing
-- FAULT an invalid index: the customer ids were to be made unique, the duplicates made that fail, and its remains stayed.
CREATE UNIQUE INDEX CONCURRENTLY users_stripe_customer_id_key ON users (stripe_customer_id);
