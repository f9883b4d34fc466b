-- fails: a uuid kept as text
create table users (id text primary key);
create table posts (id int primary key, user_id text references users);
-- finds: schema public

-- fails: a name that may change
create table makers (name varchar(100) primary key);
create table cars (id int primary key, maker varchar(100) references makers);
-- finds: schema public

-- passes: a short code
create table countries (code char(2) primary key);
create table kinds (kind varchar(10) primary key);
create table towns (id int primary key, country char(2) references countries, kind varchar(10) references kinds);

-- passes: nobody refers to it
create table settings (name text primary key, value text);

-- passes: a uuid
create table users (id uuid primary key);
create table posts (id int primary key, user_id uuid references users);
