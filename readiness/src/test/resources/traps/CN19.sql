-- fails: 255 everywhere
create table people (id int primary key, name varchar(255), street varchar(255), city varchar(255));
create table firms (id int primary key, name varchar(255), phone varchar(255));
-- finds: schema public

-- passes: text, and one limit
create table people (id int primary key, name text, street text, city varchar(40), note text);

-- passes: one kind of column, whose limit was chosen
create table a (id int primary key, country_code varchar(2), other_code varchar(2), third_code varchar(2));
create table b (id int primary key, country_code varchar(2), other_code varchar(2), third_code varchar(2));

-- passes: limits that differ
create table t (id int primary key, a varchar(10), b varchar(20), c varchar(30), d varchar(40), e varchar(50));
