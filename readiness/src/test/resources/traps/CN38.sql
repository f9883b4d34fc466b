-- fails: capitals, a blank and a reserved word
create table "User" (id int primary key, "firstName" text, "last name" text, "order" int);
-- finds: schema public

-- fails: cut off at 63 bytes
create table t (id int primary key, number_of_days_between_the_first_order_and_the_second_one_of_a_customer int);
-- finds: schema public

-- fails: two that differ in capitals alone
create table t (id int primary key, "userId" int, userid int);
-- finds: schema public

-- passes: words that are key words elsewhere
create table t (id int primary key, name text, value int, position int, time time, type text, row int, values int);

-- passes: a dollar and digits
create table t1 (id$ int primary key, a_2 int, _x int);

-- passes: what a tool keeps
create table "SequelizeMeta" (name text primary key);
