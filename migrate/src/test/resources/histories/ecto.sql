create table schema_migrations (version bigint primary key, inserted_at timestamp(0));
insert into schema_migrations values (20240101000000, now());
