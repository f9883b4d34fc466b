-- fails: five columns that another table repeats
create table a (v int, w int, x int, y int, z int, primary key (v, w, x, y, z));
create table b (id int primary key, v int, w int, x int, y int, z int, foreign key (v, w, x, y, z) references a);
-- finds: table public.a

-- fails: a key at the end, which is a note
create table t (name text, id int primary key);
-- finds: schema public

-- passes: wide, but nobody repeats it
create table a (v int, w int, x int, y int, z int, primary key (v, w, x, y, z));

-- passes: four columns, in another order than the table's
create table a (v int, w int, x int, y int, primary key (y, x, w, v));
create table b (id int primary key, v int, w int, x int, y int, foreign key (y, x, w, v) references a);

-- passes: others refer to a narrow key
create table a (v int, w int, x int, y int, z int, id int unique, primary key (v, w, x, y, z));
create table b (id int primary key, a_id int references a (id));
