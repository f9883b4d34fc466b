-- Rows as applications have them: words that repeat as words do, numbers, times and documents. What repeats more
-- would flatter whoever compresses best.
CREATE TEMP TABLE words AS SELECT n, (
    SELECT string_agg((string_to_array('an ber con de er fi gra hol in ju ka lo mi na or pe qui ra sto ti u ver'
        ' wa xe yo zu al be ce do el fo gi ha is jo kin la me no on pa re sa to un vi we ar st', ' '))
        [1 + abs(hashint8(n * 7 + k) % 50)], '') FROM generate_series(1, 1 + n % 3) k) AS word
  FROM generate_series(0, 3999) n;
CREATE INDEX ON words (n);
ANALYZE words;
CREATE TEMP TABLE lines AS SELECT l AS line, (
    SELECT string_agg((SELECT word FROM words WHERE n = floor(
        4000 * abs(hashint8(l * 64 + k) % 10000) / 10000.0 * abs(hashint8(l * 64 + k + 32) % 10000) / 10000.0
        )::int), ' ') FROM generate_series(1, 14 + l % 7) k) AS t
  FROM generate_series(0, 49999) l;
CREATE INDEX ON lines (line);
ANALYZE lines;
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL, profile jsonb NOT NULL);
INSERT INTO users SELECT n, 'user' || n || '@example.org', initcap(split_part(t, ' ', 2)),
       jsonb_build_object('city', split_part(t, ' ', 4), 'visits', n % 1000, 'about', t)
  FROM generate_series(1::bigint, {thousands} * 100) n JOIN lines ON line = n % 50000;
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, at timestamptz NOT NULL,
       amount numeric(12, 2) NOT NULL, state text NOT NULL, note text);
INSERT INTO orders SELECT n, 1 + n * 7919 % ({thousands} * 100), timestamptz '2026-01-01' + n * interval '1.37 second',
       (n * 7919 % 1000000) / 100.0, (ARRAY['new', 'paid', 'sent', 'back'])[1 + n % 4],
       CASE WHEN n % 3 = 0 THEN t END
  FROM generate_series(1::bigint, {thousands} * 600) n JOIN lines ON line = n * 31 % 50000;
CREATE INDEX ON orders (user_id, at);
CREATE TABLE audit_log (id bigint PRIMARY KEY, at timestamptz NOT NULL, actor text NOT NULL, change jsonb NOT NULL);
INSERT INTO audit_log SELECT n, timestamptz '2026-01-01' + n * interval '1 second', 'user' || n * 7919 % 100000,
       jsonb_build_object('table', 'orders', 'row', n * 31 % 600000, 'column', 'state',
           'old', (ARRAY['new', 'paid', 'sent'])[1 + n % 3], 'new', (ARRAY['paid', 'sent', 'back'])[1 + n % 3],
           'why', one.t || '; ' || other.t)
  FROM generate_series(1::bigint, {thousands} * 1000) n JOIN lines one ON one.line = n * 17 % 50000
  JOIN lines other ON other.line = n * 23 % 50000;
CREATE INDEX ON audit_log (at);
CREATE INDEX ON audit_log USING gin (change jsonb_path_ops);
CREATE TABLE documents (id bigint PRIMARY KEY, title text NOT NULL, body text NOT NULL);
INSERT INTO documents SELECT n, (SELECT t FROM lines WHERE line = n % 50000), (
       SELECT string_agg(t, E'.\n') FROM generate_series(1, 18) k JOIN lines ON line = n * (2 * k + 1) % 50000)
  FROM generate_series(1::bigint, {thousands} * 220) n;
ANALYZE
