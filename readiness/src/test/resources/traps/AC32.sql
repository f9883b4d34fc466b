-- fails: everybody may call what acts as the server
create language plpython3u handler plpgsql_call_handler;
create function trap_disk() returns int language plpython3u as $$begin return 1; end$$;
-- finds: language plpython3u

-- fails: one password for all
-- stored: public billing
-- finds: user mapping for PUBLIC server billing

-- fails: a password in the text
create extension dblink;
create function trap_sync() returns void language plpgsql as $$begin
  perform dblink_exec('host=far user=sync password=8sd7f', 'delete from t');
end$$;
-- finds: function public.trap_sync()

-- passes: an untrusted language for one role
create role trap_ops nologin;
create language plpython3u handler plpgsql_call_handler;
create function trap_disk() returns int language plpython3u as $$begin return 1; end$$;
revoke execute on function trap_disk() from public;
grant execute on function trap_disk() to trap_ops;

-- passes: a trusted language
create function trap_one() returns int language plpgsql as $$begin return 1; end$$;

-- passes: dblink by a foreign server's name
create extension dblink;
create function trap_sync() returns void language plpgsql as $$begin
  perform dblink_exec('billing', 'update users set password = null');
end$$;

-- passes: a password that is put together from what a role keeps
create extension dblink;
create function trap_sync(secret text) returns void language plpgsql as $$begin
  perform dblink_connect('host=far user=sync password=' || secret);
end$$;

-- unknown: mappings whose options the role may not see
create extension postgres_fdw;
create server trap_far foreign data wrapper postgres_fdw;
create user mapping for public server trap_far options (user 'x');
-- server: superuser=false
