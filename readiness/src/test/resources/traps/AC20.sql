-- fails: as a database comes
create role trap_app login;

-- passes: closed
create role trap_app login;
do $$begin execute format('revoke all on database %I from public', current_database()); end$$;
do $$begin execute format('grant connect on database %I to trap_app', current_database()); end$$;

-- passes: closed to all but the owner
do $$begin execute format('revoke all on database %I from public', current_database()); end$$;
