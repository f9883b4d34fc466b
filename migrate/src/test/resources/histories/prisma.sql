create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null,
  finished_at timestamptz, migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0);
insert into _prisma_migrations values ('1', 'c', now(), '2024_init', null, null, now() - interval '2 h', 1),
  ('2', 'c', null, '2024_bad', null, now(), now() - interval '1 h', 0),
  ('3', 'c', now(), '2024_more', null, null, now(), 1);
