-- fails: six layers
create table t (id int primary key);
create view v1 as select * from t;
create view v2 as select * from v1;
create view v3 as select * from v2;
create view v4 as select * from v3;
create view v5 as select * from v4;
create view v6 as select * from v5;
-- finds: view public.v6

-- passes: four
create table t (id int primary key);
create view v1 as select * from t;
create view v2 as select * from v1;
create view v3 as select * from v2;
create view v4 as select * from v3;

-- passes: a materialized view in the middle
create table t (id int primary key);
create view v1 as select * from t;
create view v2 as select * from v1;
create view v3 as select * from v2;
create materialized view m as select * from v3;
create view w1 as select * from m;
create view w2 as select * from w1;
create view w3 as select * from w2;

-- passes: many side by side
create table t (id int primary key);
create view a as select * from t;
create view b as select * from t;
create view c as select * from t;
create view d as select * from a union select * from b union select * from c;

-- skips: none
create table t (id int primary key);
