-- One of every kind of object that a snapshot can hold.
CREATE ROLE ev_owner NOLOGIN;
CREATE ROLE "ev Quoted ""Role""" NOLOGIN;
CREATE ROLE ev_reader LOGIN PASSWORD 'reader' CONNECTION LIMIT 3 VALID UNTIL '2030-01-01 00:00:00+00';
COMMENT ON ROLE ev_reader IS 'reads';
GRANT ev_owner TO ev_reader WITH ADMIN OPTION;
ALTER ROLE ev_reader SET statement_timeout = '30s';
ALTER ROLE ev_reader SET app.api_token = 'do-not-show';

CREATE SCHEMA app AUTHORIZATION ev_owner;
COMMENT ON SCHEMA app IS 'the application';
GRANT USAGE ON SCHEMA app TO PUBLIC;
GRANT USAGE ON SCHEMA app TO "ev Quoted ""Role""" WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE ev_owner IN SCHEMA app GRANT SELECT ON TABLES TO ev_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE ev_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE EXTENSION tsm_system_rows SCHEMA public;

CREATE TYPE app.mood AS ENUM ('sad', 'ok, then', 'say "hi"', 'ha''py');
COMMENT ON TYPE app.mood IS 'moods';
CREATE DOMAIN app.percentage AS numeric(5,2) DEFAULT 0 NOT NULL CONSTRAINT within CHECK (VALUE BETWEEN 0 AND 100);
CREATE TYPE app.point3 AS (x integer, "Y axis" text COLLATE "C", z integer[]);
CREATE TYPE app.span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = app.spans);
CREATE TYPE app.shell;

CREATE SEQUENCE app.counter AS integer START 10 INCREMENT 5 MINVALUE 5 MAXVALUE 1000 CACHE 3 CYCLE;
SELECT nextval('app.counter');

CREATE TABLE app.customer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  serial_no serial,
  email varchar(120) COLLATE "C" NOT NULL,
  nick text,
  feeling app.mood DEFAULT 'ok, then',
  discount app.percentage,
  tags text[] DEFAULT '{}',
  balance numeric(12,2) DEFAULT 0 CONSTRAINT "not negative" CHECK (balance >= 0) NO INHERIT,
  shout text GENERATED ALWAYS AS (upper(nick)) STORED,
  CONSTRAINT one_mail UNIQUE NULLS NOT DISTINCT (email, nick) INCLUDE (feeling) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (id, email)
) WITH (fillfactor = 70, autovacuum_enabled = true);
ALTER TABLE app.customer ALTER nick SET STORAGE EXTERNAL, ALTER nick SET STATISTICS 500, ALTER nick SET (n_distinct = -0.5),
  ALTER nick SET COMPRESSION pglz;
ALTER TABLE app.customer ADD CONSTRAINT nick_short CHECK (length(nick) < 50) NOT VALID;
ALTER TABLE app.customer ADD dropped integer;
ALTER TABLE app.customer DROP dropped;
ALTER TABLE app.customer ADD at timestamp with time zone DEFAULT now();
ALTER TABLE app.customer OWNER TO ev_owner;
ALTER TABLE app.customer ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.customer FORCE ROW LEVEL SECURITY;
ALTER TABLE app.customer REPLICA IDENTITY FULL;
COMMENT ON TABLE app.customer IS 'who buys';
COMMENT ON COLUMN app.customer.nick IS 'as they like';
COMMENT ON CONSTRAINT "not negative" ON app.customer IS 'no debts';
GRANT SELECT ON app.customer TO PUBLIC;
GRANT SELECT, INSERT ON app.customer TO "ev Quoted ""Role""" WITH GRANT OPTION;
GRANT UPDATE (nick) ON app.customer TO ev_reader;
CREATE POLICY own ON app.customer AS RESTRICTIVE FOR UPDATE TO ev_reader, ev_owner
  USING (nick = CURRENT_USER) WITH CHECK (nick <> '');
COMMENT ON POLICY own ON app.customer IS 'only their own';

CREATE INDEX customer_expr ON app.customer USING btree (lower(email) text_pattern_ops, nick DESC NULLS LAST, (balance + 1))
  INCLUDE (at) WITH (fillfactor = 80) WHERE balance > 0;
COMMENT ON INDEX app.customer_expr IS 'for the search';
CREATE INDEX customer_tags ON app.customer USING gin (tags);
CREATE STATISTICS app.customer_stats (ndistinct) ON email, nick FROM app.customer;

CREATE TABLE app."Order Line" (
  customer bigint NOT NULL,
  email varchar(120),
  during tstzrange,
  room integer,
  CONSTRAINT by_customer FOREIGN KEY (customer, email) REFERENCES app.customer (id, email)
    MATCH FULL ON UPDATE CASCADE ON DELETE RESTRICT DEFERRABLE,
  CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) WHERE (room > 0)
);
ALTER TABLE app."Order Line" ADD CONSTRAINT partly FOREIGN KEY (customer, email) REFERENCES app.customer (id, email)
  ON DELETE SET NULL (email) NOT VALID;
CREATE UNLOGGED TABLE app.scratch (LIKE app."Order Line");
CREATE TABLE app.parent (a integer, CHECK (a > 0));
CREATE TABLE app.child (b integer) INHERITS (app.parent);
CREATE TABLE app.typed OF app.point3;

CREATE TABLE app.event (id bigint, region text, at date NOT NULL, PRIMARY KEY (id, region, at)) PARTITION BY LIST (region);
CREATE TABLE app.event_eu PARTITION OF app.event FOR VALUES IN ('eu', 'de') PARTITION BY RANGE (at);
CREATE TABLE app.event_rest PARTITION OF app.event DEFAULT;
CREATE TABLE app.event_eu_2026 PARTITION OF app.event_eu FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX event_at ON app.event (at);
CREATE TABLE app.hashed (a integer, b integer) PARTITION BY HASH (a, (b % 10));

CREATE VIEW app.rich WITH (security_invoker = true, check_option = local) AS SELECT id, email FROM app.customer WHERE balance > 100;
CREATE VIEW app.richer AS SELECT r.id, e.region FROM app.rich r JOIN app.event e ON e.id = r.id;
CREATE MATERIALIZED VIEW app.totals AS SELECT region, count(*) AS n FROM app.event GROUP BY region WITH NO DATA;
CREATE UNIQUE INDEX totals_region ON app.totals (region);
COMMENT ON VIEW app.rich IS 'the good ones';

CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app AS $$
BEGIN RETURN NEW; END $$;
CREATE FUNCTION app.parsed(n integer DEFAULT 1) RETURNS bigint LANGUAGE sql STABLE
  RETURN (SELECT count(*) + n FROM app.customer);
CREATE FUNCTION app.plain(a integer, OUT b integer, VARIADIC c text[]) LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE PROCEDURE app.work(INOUT n integer) LANGUAGE plpgsql AS $$ BEGIN n := n + 1; END $$;
CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0', COMBINEFUNC = int4pl, PARALLEL = SAFE);
COMMENT ON FUNCTION app.touch() IS 'touches';
REVOKE EXECUTE ON FUNCTION app.touch() FROM PUBLIC;

CREATE TRIGGER touched BEFORE UPDATE ON app.customer FOR EACH ROW WHEN (OLD.nick IS DISTINCT FROM NEW.nick) EXECUTE FUNCTION app.touch();
COMMENT ON TRIGGER touched ON app.customer IS 'keeps track';
CREATE TRIGGER switched AFTER INSERT ON app.customer FOR EACH STATEMENT EXECUTE FUNCTION app.touch();
ALTER TABLE app.customer DISABLE TRIGGER switched;
CREATE CONSTRAINT TRIGGER later AFTER INSERT ON app.parent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE TRIGGER instead INSTEAD OF INSERT ON app.rich FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE TRIGGER down AFTER INSERT ON app.event FOR EACH ROW EXECUTE FUNCTION app.touch();

CREATE RULE silent AS ON DELETE TO app.parent DO INSTEAD NOTHING;
CREATE FUNCTION app.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER ev_ddl ON ddl_command_end EXECUTE FUNCTION app.on_ddl();
CREATE PUBLICATION ev_pub FOR TABLE app.parent;
CREATE FOREIGN DATA WRAPPER ev_fdw;
CREATE SERVER ev_server FOREIGN DATA WRAPPER ev_fdw OPTIONS (password 'do-not-show');
CREATE USER MAPPING FOR ev_reader SERVER ev_server OPTIONS (password 'do-not-show');
CREATE FOREIGN TABLE app.far (a integer) SERVER ev_server;
CREATE COLLATION app.numeric_order (LOCALE = 'C');
CREATE TEXT SEARCH CONFIGURATION app.search (COPY = simple);
CREATE TEXT SEARCH DICTIONARY app.dict (TEMPLATE = simple);
CREATE OPERATOR app.=== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq);
CREATE OPERATOR FAMILY app.family USING btree;
CREATE CONVERSION app.conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE FUNCTION app.to_int(app.point3) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE CAST (app.point3 AS integer) WITH FUNCTION app.to_int(app.point3);
