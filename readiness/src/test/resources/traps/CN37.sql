-- fails: three telephones
create table people (id int primary key, phone1 text, phone2 text, phone3 text);
-- finds: table public.people

-- fails: counted from 0
create table t (id int primary key, tag_0 int, tag_1 int, tag_2 int, tag_3 int);
-- finds: table public.t

-- passes: the lines of an address, and two of a kind
create table t (id int primary key, address_line1 text, address_line2 text, address_line3 text, phone1 text, phone2 text);

-- passes: names with a number in them
create table t (id int primary key, md5 text, sha1 text, sha256 text, p50 float8, p90 float8, p99 float8);

-- passes: of different types
create table t (id int primary key, value1 int, value2 text, value3 date);

-- passes: the quarters of a year
create table t (id int primary key, q1 numeric, q2 numeric, q3 numeric, q4 numeric);
