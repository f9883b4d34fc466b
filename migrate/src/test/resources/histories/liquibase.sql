create table databasechangelog (id varchar(255) not null, author varchar(255) not null,
  filename varchar(255) not null, dateexecuted timestamp not null, orderexecuted int not null,
  exectype varchar(10) not null, md5sum varchar(35), description varchar(255), comments varchar(255),
  tag varchar(255), liquibase varchar(20), contexts varchar(255), labels varchar(255), deployment_id varchar(10));
create table databasechangeloglock (id int primary key, locked boolean not null, lockgranted timestamp,
  lockedby varchar(255));
insert into databasechangeloglock values (1, false, null, null);
insert into databasechangelog values ('one', 'ann', 'a.xml', now(), 1, 'EXECUTED'),
  ('two', 'ann', 'a.xml', now(), 2, 'MARK_RAN');
