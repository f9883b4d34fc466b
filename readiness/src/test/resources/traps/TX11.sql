-- fails: switched off
create table t (id int primary key);
create function f() returns trigger language plpgsql as $$begin return new; end$$;
create trigger keep before insert on t for each row execute function f();
alter table t disable trigger keep;
-- finds: trigger public.t.keep

-- fails: once for a partitioned table
create table t (id int primary key) partition by range (id);
create table t1 partition of t for values from (0) to (10);
create table t2 partition of t for values from (10) to (20);
create function f() returns trigger language plpgsql as $$begin return new; end$$;
create trigger keep before insert on t for each row execute function f();
alter table t disable trigger keep;
-- finds: trigger public.t.keep

-- passes: on
create table t (id int primary key);
create function f() returns trigger language plpgsql as $$begin return new; end$$;
create trigger keep before insert on t for each row execute function f();

-- passes: meant for replicas
create table t (id int primary key);
create function f() returns trigger language plpgsql as $$begin return new; end$$;
create trigger keep before insert on t for each row execute function f();
alter table t enable replica trigger keep;
