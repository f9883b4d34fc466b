create table schema_migrations (version varchar(128) primary key);
insert into schema_migrations values ('20240101000000');
