-- fails: read from end to end, again and again
create table t (id int primary key, a int);
-- rows: t 500000
-- use: t seq=5000 seqrows=2500000000 idx=40
-- finds: table public.t

-- passes: mostly searched
create table t (id int primary key, a int);
-- rows: t 500000
-- use: t seq=5000 seqrows=2500000000 idx=400000

-- passes: scans that stop at once
create table t (id int primary key, a int);
-- rows: t 500000
-- use: t seq=5000 seqrows=50000 idx=40

-- skips: nothing is large
create table t (id int primary key, a int);
-- rows: t 500
-- use: t seq=5000 seqrows=2500000 idx=0
