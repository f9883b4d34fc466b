-- fails: a name padded to fifty letters
create table t (id int primary key, name char(50), note text);
-- finds: table public.t

-- fails: behind a domain
create domain title as char(30);
create table t (id int primary key, name title);
-- finds: table public.t

-- passes: codes that have all their letters
create table t (id int primary key, country char(2), currency_code char(3), sex char, zip_code char(5));

-- passes: a digest is as long as its column
create table t (id int primary key, sha256 char(64), request_uuid char(36));

-- passes: a check sees to the length
create table t (id int primary key, plate char(8) check (plate ~ '^[A-Z0-9]{8}$'));

-- passes: varying
create table t (id int primary key, name varchar(40), raw "char");
