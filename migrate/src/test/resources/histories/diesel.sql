create table __diesel_schema_migrations (version varchar(50) primary key,
  run_on timestamp not null default current_timestamp);
insert into __diesel_schema_migrations values ('00000000000000'), ('20240101000000');
