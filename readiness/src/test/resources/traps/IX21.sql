-- fails: the operating system was upgraded
create table t (id text primary key);
-- collation: en_US.utf8 2.31 2.36
-- finds: collation en_US.utf8

-- passes: recorded and actual agree
create table t (id text primary key);

-- passes: an empty database
select 1;
