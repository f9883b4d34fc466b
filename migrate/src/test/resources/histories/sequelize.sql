create table "SequelizeMeta" (name varchar(255) not null unique primary key);
insert into "SequelizeMeta" values ('20240101-users.js');
