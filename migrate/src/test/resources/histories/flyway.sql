create table flyway_schema_history (installed_rank integer not null constraint flyway_schema_history_pk primary key,
  version varchar(50), description varchar(200) not null, type varchar(20) not null, script varchar(1000) not null,
  checksum integer, installed_by varchar(100) not null, installed_on timestamp not null default now(),
  execution_time integer not null, success boolean not null);
create index flyway_schema_history_s_idx on flyway_schema_history (success);
insert into flyway_schema_history values (1, '1', 'a', 'SQL', 'V1__a.sql', 1, 'x', now(), 1, true),
  (2, '1.2', 'b', 'SQL', 'V1.2__b.sql', 2, 'x', now(), 1, true),
  (3, null, 'views', 'SQL', 'R__views.sql', 3, 'x', now(), 1, true),
  (4, '10', 'c', 'SQL', 'V10__c.sql', 4, 'x', now(), 1, true),
  (5, '10', 'c', 'UNDO_SQL', 'U10__c.sql', 5, 'x', now(), 1, true);
