-- fails: tables and no history
create table users (id int primary key);
create table user_versions (id int primary key, user_id int, body text);

-- fails: birds migrate too
create table migrations (id int primary key, bird_id int, flock_id int, started date);

-- passes: Flyway
create table users (id int primary key);
create table flyway_schema_history (installed_rank int primary key, version text, checksum int);

-- passes: Rails and many others
create table users (id int primary key);
create table schema_migrations (version text primary key);

-- passes: Laravel
create table migrations (id int primary key, migration text, batch int);

-- passes: Sequelize, with its capital letters
create table "SequelizeMeta" (name text primary key);

-- skips: nothing there yet
select 1;
