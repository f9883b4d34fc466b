-- fails: none
create role trap_app login;
-- finds: role trap_app

-- fails: taken back for the role
create role trap_app login;
do $$begin execute format('alter database %I set statement_timeout = ''30s''', current_database()); end$$;
do $$begin execute format('alter database %I set idle_in_transaction_session_timeout = ''60s''', current_database()); end$$;
alter role trap_app set statement_timeout = 0;

-- passes: on the role
create role trap_app login;
alter role trap_app set statement_timeout = '30s';
alter role trap_app set lock_timeout = '5s';
alter role trap_app set idle_in_transaction_session_timeout = '60s';

-- passes: on the database
create role trap_app login;
do $$begin execute format('alter database %I set statement_timeout = ''30s''', current_database()); end$$;
do $$begin execute format('alter database %I set idle_in_transaction_session_timeout = ''60s''', current_database()); end$$;

-- passes: on the server
create role trap_app login;
-- setting: statement_timeout = 30000
-- setting: idle_in_transaction_session_timeout = 60000

-- skips: nobody but superusers
create role trap_group nologin;
