-- fails: one of three stands alone
create table users (id int primary key);
create table posts (id int primary key, user_id int references users);
create table prices (id int primary key, amount numeric);
-- finds: schema public

-- passes: names and types suggest the reference
create table users (id int primary key);
create table posts (id int primary key, user_id int);

-- passes: settings and a log stand alone on purpose
create table users (id int primary key);
create table posts (id int primary key, user_id int references users);
create table app_settings (name text primary key, value text);
create table login_log (id int primary key, words text);

-- passes: the reference is the partitions'
create table users (id int primary key);
create table posts (id int, user_id int) partition by range (id);
create table posts_1 partition of posts for values from (0) to (10);
alter table posts_1 add foreign key (user_id) references users;
