-- fails: everybody, by default
create function f(a int, b text) returns int language plpgsql security definer set search_path = '' as $$begin return 1; end$$;
-- finds: function public.f(a integer, b text)

-- passes: revoked
create function f() returns int language plpgsql security definer set search_path = '' as $$begin return 1; end$$;
revoke execute on function f() from public;

-- passes: only a trigger calls it
create function f() returns trigger language plpgsql security definer set search_path = '' as $$begin return new; end$$;

-- passes: the caller's own rights
create function f() returns int language plpgsql as $$begin return 1; end$$;
