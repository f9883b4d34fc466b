-- fails: as it came
create table events (id int primary key);
-- use: events rows=100000000 bytes=20000000000
-- setting: shared_buffers = 16384
-- setting: max_wal_size = 1024
-- finds: setting shared_buffers
-- finds: setting max_wal_size

-- passes: sized
create table events (id int primary key);
-- use: events rows=100000000 bytes=20000000000
-- setting: shared_buffers = 524288
-- setting: max_wal_size = 8192

-- skips: small
create table events (id int primary key);
-- setting: shared_buffers = 16384
