create table pgmigrations (id serial primary key, name varchar(255) not null, run_on timestamp not null);
insert into pgmigrations (name, run_on) values ('1700000000000_users', now());
