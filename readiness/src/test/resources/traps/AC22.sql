-- fails: the caller decides what the body means
create function f() returns int language plpgsql security definer as $$begin return (select 1 from pg_class limit 1); end$$;
-- finds: function public.f()

-- passes: pinned
create function f() returns int language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$begin return (select 1 from pg_class limit 1); end$$;

-- passes: bound when it was made
create function f() returns bigint language sql security definer return (select count(*) from pg_class);

-- passes: the caller's own rights
create function f() returns int language plpgsql as $$begin return 1; end$$;
