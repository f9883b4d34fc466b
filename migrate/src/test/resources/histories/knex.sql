create table knex_migrations (id serial primary key, name varchar(255), batch integer,
  migration_time timestamptz);
create table knex_migrations_lock (index serial primary key, is_locked integer);
insert into knex_migrations_lock (is_locked) values (0);
insert into knex_migrations (name, batch) values ('20240101_users.js', 1);
