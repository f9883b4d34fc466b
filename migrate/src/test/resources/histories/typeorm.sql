create table migrations (id serial primary key, timestamp bigint not null, name varchar not null);
insert into migrations (timestamp, name) values (1700000000000, 'Users1700000000000');
