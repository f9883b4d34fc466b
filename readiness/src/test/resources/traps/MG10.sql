-- fails: an index that a restore cannot build
create table words (w text);
create function plain(t text) returns text language sql immutable as $$select lower(helper.w) from (select t as w) helper$$;
create index on words (plain(w));
-- finds: function public.plain(t text)

-- passes: pinned
create table words (w text);
create function plain(t text) returns text language sql immutable set search_path = pg_catalog as $$select lower(t)$$;
create index on words (plain(w));

-- passes: bound when it was made
create table words (w text);
create function plain(t text) returns text language sql immutable return lower(t);
create index on words (plain(w));

-- passes: in no index or constraint
create table words (w text);
create function plain(t text) returns text language sql immutable as $$select lower(t)$$;

-- passes: arithmetic
create table n (a int, check (a > 0));
create function twice(a int) returns int language sql immutable as $$select a * 2$$;
create index on n (twice(a));
